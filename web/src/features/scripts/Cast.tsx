// Who is in this script. Their profiles go into every prompt.
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import type { Script } from '../../api/client';
import { IconButton } from '../../ui/IconButton';
import { toastError } from '../../ui/toasts';
import { AttachCharacter } from '../characters/AttachCharacter';
import { useCast } from './queries';

export function Cast({ script }: { script: Script }) {
  const cast = useCast(script.id);
  const put = (character: string, attached: boolean) =>
    cast.mutate({ character, attached }, { onError: toastError });
  return (
    <section aria-labelledby="cast-title" className="flex flex-col gap-2.5">
      <h2 id="cast-title" className="section-title">
        Cast
      </h2>
      {script.characters.length === 0 ? (
        <p className="hint">Nobody yet. A character’s voice and goals go into every prompt.</p>
      ) : (
        <ul className="border-t border-line">
          {script.characters.map((one) => (
            <li key={one.id} className="flex items-center gap-2 border-b border-line py-1 text-[13px]">
              <Link
                to="/characters/$characterId"
                params={{ characterId: one.id }}
                className="min-w-0 flex-1 truncate py-1.5 hover:text-tungsten-hi"
              >
                {one.name}
              </Link>
              <IconButton label={`Take ${one.name} out of the cast`} onPress={() => put(one.id, false)}>
                <X size={14} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <AttachCharacter taken={script.characters.map((one) => one.id)} onAttach={(id) => put(id, true)} />
    </section>
  );
}
