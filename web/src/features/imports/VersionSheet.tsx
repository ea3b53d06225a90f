// What was read of a file that is to be the script's next version, and what stands in its way.
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { freshKey } from '../../api/client';
import { toApiError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/toasts';
import { useImportVersion } from '../versions/queries';
import { ImportProblem } from './ImportProblem';
import type { Chosen } from './useFile';
import { WhatWasRead } from './WhatWasRead';

interface Props extends Chosen {
  scriptId: string;
  head: number | undefined;
  onClose: () => void;
}

export function VersionSheet({ scriptId, head, file, reading, onClose }: Props) {
  // What was the newest when the file was chosen: a version that came since is not overtaken unasked.
  const [parent, setParent] = useState(head);
  const bring = useImportVersion(scriptId);
  const navigate = useNavigate();
  const key = useRef(freshKey());
  const moved = toApiError(bring.error).kind === 'head_moved' && head !== undefined && head !== parent;
  const send = (on: number | undefined) => {
    setParent(on);
    bring.mutate(
      { file, parent: on, key: key.current },
      {
        onSuccess: ({ number }) => {
          onClose();
          toast(`${file.name} is version ${number}`);
          void navigate({
            to: '/scripts/$scriptId/versions/$number',
            params: { scriptId, number: String(number) },
          });
        },
        onError: (error) => {
          if (toApiError(error).status !== 0) key.current = freshKey();
        },
      },
    );
  };
  return (
    <Sheet title={`Import ${file.name}`} isOpen onClose={onClose} className="md:w-[600px]">
      <WhatWasRead reading={reading} />
      <p className="hint">
        {head
          ? 'It becomes the newest version. Every version before it stays.'
          : 'It becomes the first version of the script.'}
      </p>
      {moved ? (
        <Notice actions={<Button onPress={() => send(head)}>Import it on top of {head}</Button>}>
          Version {head} was added meanwhile.
        </Notice>
      ) : (
        bring.error && <ImportProblem error={bring.error} fields={[]} lines={reading.lines} />
      )}
      <div className="flex justify-end gap-2">
        <Button onPress={onClose}>Leave it</Button>
        <Button tone="go" autoFocus isPending={bring.isPending} onPress={() => send(parent)}>
          {bring.isPending ? 'Importing' : `Import as version ${(head ?? 0) + 1}`}
        </Button>
      </div>
    </Sheet>
  );
}
