// Asked before something that changes what others see.
import type { ReactNode } from 'react';
import { Button } from './Button';
import { Sheet } from './Sheet';

interface Props {
  title: string;
  children: ReactNode;
  action: string;
  isOpen: boolean;
  isPending?: boolean;
  tone?: 'go' | 'bad';
  onConfirm: () => void;
  onClose: () => void;
}

export const Confirm = ({ title, children, action, tone = 'go', isPending, onConfirm, ...sheet }: Props) => (
  <Sheet title={title} role="alertdialog" {...sheet} className="md:w-[420px]">
    <div className="text-[13px] leading-relaxed text-ink-2">{children}</div>
    <div className="flex justify-end gap-2">
      <Button onPress={sheet.onClose}>Keep it as it is</Button>
      <Button tone={tone} autoFocus isPending={isPending ?? false} onPress={onConfirm}>
        {action}
      </Button>
    </div>
  </Sheet>
);
