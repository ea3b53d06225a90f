// Where a screenplay is dropped, or chosen. What was read of it is shown before it becomes a script.
import { FileUp } from 'lucide-react';
import { DropZone, type FileDropItem, FileTrigger, Text } from 'react-aria-components';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { ImportSheet } from './ImportSheet';
import { ENDINGS } from './read';
import { useFile } from './useFile';

export function ImportDrop({ className = '' }: { className?: string }) {
  const { chosen, wrong, take, close } = useFile();
  return (
    <div className={`flex flex-col gap-2 ${className}`}>
      <DropZone
        data-testid="import-drop"
        onDrop={(event) => {
          const dropped = event.items.find((item): item is FileDropItem => item.kind === 'file');
          void dropped?.getFile().then(take);
        }}
        className="flex flex-wrap items-center gap-x-4 gap-y-2.5 rounded-[3px] border border-dashed border-line-2 px-4 py-3 data-drop-target:border-tungsten data-drop-target:bg-tungsten-low data-focus-visible:outline-2 data-focus-visible:outline-tungsten"
      >
        <FileUp size={18} aria-hidden className="shrink-0 text-dim" />
        <span className="min-w-0 flex-1 basis-52">
          <Text slot="label" className="block text-[13px]">
            Drop a screenplay here
          </Text>
          <span className="hint block">Fountain, Final Draft or plain text, up to 10 MB</span>
        </span>
        <FileTrigger acceptedFileTypes={[...ENDINGS]} onSelect={(files) => void take(files?.[0])}>
          <Button>Choose a file</Button>
        </FileTrigger>
      </DropZone>
      {wrong && <Notice>{wrong}</Notice>}
      {chosen && <ImportSheet {...chosen} onClose={close} />}
    </div>
  );
}
