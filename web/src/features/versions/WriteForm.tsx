import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { freshKey, type Script, type Version } from '../../api/client';
import { toApiError } from '../../api/problem';
import { Editor } from '../../fountain/editor/Editor';
import { toast } from '../../ui/toasts';
import { useWriteVersion } from './queries';
import { useUnsaved } from './useUnsaved';
import { WriteBar } from './WriteBar';
import { WriteProblem } from './WriteProblem';

const HINT = 'INT. SOMEWHERE - NIGHT\n\nSomebody does something.\n\nNAME\nAnd says so.';

interface Props {
  script: Script;
  base: Version | undefined;
}

export function WriteForm({ script, base }: Props) {
  const origin = base?.text ?? '';
  const unsaved = useUnsaved(`${script.id}/${base?.number ?? 0}`, origin);
  const [label, setLabel] = useState('');
  const [type, setType] = useState(base?.script_type ?? 'screenplay');
  const write = useWriteVersion(script.id);
  const key = useRef(freshKey());
  const navigate = useNavigate();

  const save = (parent: number | undefined) => {
    if (write.isPending || !unsaved.text.trim()) return;
    write.mutate(
      {
        key: key.current,
        body: {
          text: unsaved.text,
          script_type: type,
          ...(parent !== undefined && { parent }),
          ...(label.trim() && { label: label.trim() }),
        },
      },
      {
        onSuccess: async (version) => {
          unsaved.forget();
          toast(`Version ${version.number} is saved`);
          await navigate({
            to: '/scripts/$scriptId/versions/$number',
            params: { scriptId: script.id, number: String(version.number) },
            ignoreBlocker: true,
          });
        },
        onError: (error) => {
          if (toApiError(error).status !== 0) key.current = freshKey();
        },
      },
    );
  };
  return (
    <div className="grid h-[calc(100dvh-160px)] min-h-[420px] grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_minmax(0,1fr)] lg:h-full">
      <WriteBar
        script={script}
        base={base}
        label={label}
        onLabel={setLabel}
        type={type}
        onType={setType}
        canSave={unsaved.text.trim() !== '' && (unsaved.dirty || label.trim() !== '')}
        isPending={write.isPending}
        onSave={() => save(base?.number)}
      />
      <WriteProblem error={write.error} head={script.head ?? undefined} onSaveOn={save} />
      <Editor
        label="Screenplay"
        hint={HINT}
        initial={unsaved.initial}
        onChange={unsaved.change}
        onSave={() => save(base?.number)}
        autoFocus
      />
    </div>
  );
}
