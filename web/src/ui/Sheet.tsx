// A dialog over the room: centred on a desk, rising from the bottom on a phone.
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from './IconButton';

interface Props {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  role?: 'dialog' | 'alertdialog';
  className?: string;
}

export const Sheet = ({
  title,
  isOpen,
  onClose,
  children,
  role = 'dialog',
  className = 'md:w-[520px]',
}: Props) => (
  <ModalOverlay
    isOpen={isOpen}
    onOpenChange={(open) => !open && onClose()}
    isDismissable={role === 'dialog'}
    className="fixed inset-0 z-40 flex items-end justify-center bg-black/65 md:items-center md:p-6"
  >
    <Modal
      className={`popover max-h-[92dvh] w-full overflow-auto bg-panel text-ink max-md:rounded-b-none ${className}`}
    >
      <Dialog role={role} className="flex flex-col gap-4 p-5 outline-none">
        <div className="flex items-start justify-between gap-3">
          <Heading slot="title" className="wide text-[16px]">
            {title}
          </Heading>
          {role === 'dialog' && (
            <IconButton label="Close" onPress={onClose} className="-mt-1 -mr-1">
              <X size={16} />
            </IconButton>
          )}
        </div>
        {children}
      </Dialog>
    </Modal>
  </ModalOverlay>
);
