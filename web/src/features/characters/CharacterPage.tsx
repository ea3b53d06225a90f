import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from '../../ui/Button';
import { Load } from '../../ui/Load';
import { toast, toastError } from '../../ui/toasts';
import { When } from '../../ui/When';
import { BackToCharacters } from './BackToCharacters';
import { EditCharacter } from './EditCharacter';
import { Portrait } from './Portrait';
import { characterQuery, useArchiveCharacter } from './queries';

export function CharacterPage() {
  const { characterId } = useParams({ from: '/app/characters/$characterId' });
  const query = useQuery(characterQuery(characterId));
  const archive = useArchiveCharacter();
  const put = (id: string, name: string, archived: boolean) =>
    archive.mutate(
      { id, archived },
      {
        onError: toastError,
        onSuccess: () =>
          toast(archived ? `${name} is archived` : `${name} is back`, () =>
            archive.mutate({ id, archived: !archived }),
          ),
      },
    );
  return (
    <div className="mx-auto w-full max-w-[640px] px-4 py-6 md:px-8">
      <BackToCharacters />
      <Load query={query}>
        {(character) => (
          <>
            <div className="mb-5 flex flex-wrap items-center gap-x-3 gap-y-2">
              <h2 className="room-title wrap-anywhere">{character.name}</h2>
              {character.archived && <span className="tag">Archived</span>}
              <span className="text-[12px] text-dim">
                Changed <When at={character.updated_at} />
              </span>
              <Button
                className="ml-auto"
                isPending={archive.isPending}
                onPress={() => put(character.id, character.name, !character.archived)}
              >
                {character.archived ? 'Bring back' : 'Archive'}
              </Button>
            </div>
            <Portrait character={character} />
            <EditCharacter key={character.id} character={character} />
          </>
        )}
      </Load>
    </div>
  );
}
