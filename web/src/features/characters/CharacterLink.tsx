import { Link } from '@tanstack/react-router';
import type { Character } from '../../api/client';

export const CharacterLink = ({ character }: { character: Character }) => (
  <Link
    to="/characters/$characterId"
    params={{ characterId: character.id }}
    search={(old) => old}
    className="ring-inset-focus relative block border-b border-line py-3 pr-4 pl-5 hover:bg-white/[.03] aria-[current=page]:bg-raised aria-[current=page]:before:absolute aria-[current=page]:before:inset-y-0 aria-[current=page]:before:left-0 aria-[current=page]:before:w-[4px] aria-[current=page]:before:bg-tungsten"
  >
    <span className="slate block truncate text-[14.5px]">{character.name}</span>
    <span className="line-clamp-2 text-[12.5px] text-dim">
      {character.personality || character.look || 'No profile yet'}
    </span>
  </Link>
);
