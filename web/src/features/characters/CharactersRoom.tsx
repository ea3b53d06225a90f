// All characters beside the one that is open. On a phone the list gives way to it.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, Outlet, useChildMatches, useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { joined } from '../../api/pages';
import { Load } from '../../ui/Load';
import { More } from '../../ui/More';
import { SearchBox } from '../../ui/SearchBox';
import { Toggle } from '../../ui/Toggle';
import { useTitle } from '../shell/useTitle';
import { CharacterLink } from './CharacterLink';
import { characterPagesQuery } from './queries';

export function CharactersRoom() {
  const { q, archived } = useSearch({ from: '/app/characters' });
  const navigate = useNavigate();
  const query = useInfiniteQuery(characterPagesQuery({ q, archived }));
  const characters = joined(query.data);
  const open = useChildMatches({
    select: (matches) => matches.some((m) => m.routeId !== '/app/characters/'),
  });
  useTitle('Characters');
  return (
    <div className="grid min-h-full lg:h-full lg:grid-cols-[340px_minmax(0,1fr)]">
      <section
        aria-label="Characters"
        className={`flex min-h-0 flex-col border-line bg-panel lg:border-r ${open ? 'max-lg:hidden' : ''}`}
      >
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2.5 border-b border-line p-4">
          <h1 className="room-title mr-auto">Characters</h1>
          <Link to="/characters/new" search={(old) => old} className="btn btn-go">
            <Plus size={14} aria-hidden /> New
          </Link>
          <SearchBox
            label="Search characters"
            value={q ?? ''}
            onChange={(next) =>
              void navigate({ to: '.', search: (old) => ({ ...old, q: next || undefined }), replace: true })
            }
            className="w-full"
          />
          <Toggle
            isSelected={archived ?? false}
            onChange={(on) =>
              void navigate({ to: '.', search: (old) => ({ ...old, archived: on || undefined }) })
            }
          >
            Archived
          </Toggle>
        </div>
        <div className="min-h-0 flex-1 lg:overflow-auto">
          <Load query={query}>
            {() => (
              <>
                {characters.length === 0 && (
                  <p className="p-4 text-[13px] leading-relaxed text-dim">
                    {q
                      ? `Nobody matches “${q}”.`
                      : archived
                        ? 'Nobody is archived.'
                        : 'Nobody yet. A character written once can play in every script, with the same voice.'}
                  </p>
                )}
                <ul>
                  {characters.map((character) => (
                    <li key={character.id}>
                      <CharacterLink character={character} />
                    </li>
                  ))}
                </ul>
                <More query={query} />
              </>
            )}
          </Load>
        </div>
      </section>
      <div className={`min-w-0 lg:overflow-auto ${open ? '' : 'max-lg:hidden'}`}>
        {open && <h1 className="sr-only lg:hidden">Characters</h1>}
        <Outlet />
      </div>
    </div>
  );
}
