// A file as the script's next version: chosen or dropped on the button, read here, and sent as it is.
import { FileUp } from 'lucide-react';
import { DropZone, type FileDropItem, FileTrigger } from 'react-aria-components';
import { Button } from '../../ui/Button';
import { Sheet } from '../../ui/Sheet';
import { ENDINGS } from './read';
import { useFile } from './useFile';
import { VersionSheet } from './VersionSheet';

interface Props {
  scriptId: string;
  /** The newest version there is. */
  head: number | undefined;
}

export function ImportVersion({ scriptId, head }: Props) {
  const { chosen, wrong, take, close, forgive } = useFile();
  return (
    <>
      <DropZone
        data-testid="version-drop"
        onDrop={(event) => {
          const dropped = event.items.find((item): item is FileDropItem => item.kind === 'file');
          void dropped?.getFile().then(take);
        }}
        className="relative rounded-[3px] data-drop-target:outline-2 data-drop-target:outline-offset-2 data-drop-target:outline-tungsten"
      >
        <FileTrigger acceptedFileTypes={[...ENDINGS]} onSelect={(files) => void take(files?.[0])}>
          <Button className="w-full">
            <FileUp size={13} aria-hidden /> Import a file
          </Button>
        </FileTrigger>
      </DropZone>
      {chosen && <VersionSheet scriptId={scriptId} head={head} {...chosen} onClose={close} />}
      {wrong && (
        <Sheet title="This file is no screenplay" isOpen onClose={forgive} className="md:w-[440px]">
          <p role="alert" className="text-[13px] leading-relaxed text-ink-2 wrap-anywhere">
            {wrong}
          </p>
          <Button onPress={forgive} className="self-end">
            Choose another
          </Button>
        </Sheet>
      )}
    </>
  );
}
