// Of how much: the whole script, an episode, a scene, or what a character is in.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ProduceScope, Scene, Script } from '../../api/client';
import { joined } from '../../api/pages';
import { ChoiceField } from '../../ui/ChoiceField';
import { SelectField } from '../../ui/SelectField';
import { scenesQuery } from '../scenes/queries';

interface Props {
  script: Script;
  scope: ProduceScope;
  id: string;
  onChange: (scope: ProduceScope, id: string) => void;
}

/** All scenes of the newest version: one of them is chosen. */
function useScenes(script: Script): Scene[] {
  const query = useInfiniteQuery({
    ...scenesQuery(script.id, script.head ?? 0),
    enabled: Boolean(script.head),
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  return joined(query.data);
}

export function ScopeFields({ script, scope, id, onChange }: Props) {
  const scenes = useScenes(script);
  const episodes = [...new Set(scenes.flatMap(({ episode }) => episode ?? []))].sort((a, b) => a - b);
  const choices = {
    episode: episodes.map((n) => ({ id: String(n), label: `Episode ${n}` })),
    scene: scenes.map((scene) => ({ id: scene.id, label: `${scene.number}  ${scene.setting}` })),
    character: script.characters.map(({ id: one, name }) => ({ id: one, label: name })),
  };
  const scopes = (
    [
      { id: 'script', label: 'Whole script' },
      { id: 'episode', label: 'Episode' },
      { id: 'scene', label: 'Scene' },
      { id: 'character', label: 'Character' },
    ] as const
  ).filter((one) => one.id === 'script' || choices[one.id].length > 0);
  return (
    <>
      <ChoiceField
        label="Of how much"
        choices={scopes}
        value={scope}
        onChange={(next) => onChange(next, next === 'script' ? '' : (choices[next][0]?.id ?? ''))}
      />
      {scope !== 'script' && (
        <SelectField
          label={{ episode: 'Episode', scene: 'Scene', character: 'Character' }[scope]}
          choices={choices[scope]}
          value={id || null}
          onChange={(next) => onChange(scope, next)}
        />
      )}
    </>
  );
}
