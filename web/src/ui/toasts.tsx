// Short words about something that just happened. They go by themselves; errors stay longer.
import { X } from 'lucide-react';
import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { sentence, toApiError } from '../api/problem';

interface Message {
  text: string;
  tone?: 'bad';
  undo?: () => void;
}

const queue = new ToastQueue<Message>({ maxVisibleToasts: 3 });

let last: string | undefined;

/** Says it instead of what was said before: only errors stay beside each other. */
export function toast(text: string, undo?: () => void): void {
  if (last) queue.close(last);
  last = queue.add({ text, ...(undo && { undo }) }, { timeout: 7000 });
}

/** What was said inside is not for whoever stands at the door. */
export const clearToasts = () => queue.clear();

/** Says why something failed, as the server put it. */
export const toastError = (error: unknown) =>
  queue.add({ text: sentence(toApiError(error).message), tone: 'bad' }, { timeout: 12_000 });

export const Toasts = () => (
  <ToastRegion
    queue={queue}
    aria-label="Messages"
    className="fixed bottom-5 left-1/2 z-50 flex w-max max-w-[calc(100vw-24px)] -translate-x-1/2 flex-col gap-2 outline-none max-md:bottom-[70px]"
  >
    {({ toast: item }) => (
      <Toast
        toast={item}
        className={`popover flex items-center gap-3 py-1.5 pr-1.5 pl-3.5 text-[13px] ${item.content.tone ? 'border-bad/60' : ''}`}
      >
        <ToastContent className="min-w-0 flex-1">
          <Text slot="title">{item.content.text}</Text>
        </ToastContent>
        {item.content.undo && (
          <Button
            className="rounded-[3px] px-2 py-1 font-semibold text-tungsten data-hovered:bg-white/5"
            onPress={() => {
              item.content.undo?.();
              queue.close(item.key);
            }}
          >
            Undo
          </Button>
        )}
        <Button slot="close" aria-label="Dismiss" className="icon-btn">
          <X size={14} />
        </Button>
      </Toast>
    )}
  </ToastRegion>
);
