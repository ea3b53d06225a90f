// The scenes of a version as production strips, with the open one beside them.
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { Script } from '../../api/client';
import { joined } from '../../api/pages';
import { plural } from '../../lib/format';
import { Empty } from '../../ui/Empty';
import { Load } from '../../ui/Load';
import { More } from '../../ui/More';
import { SelectField } from '../../ui/SelectField';
import { scriptQuery } from '../scripts/queries';
import { useTitle } from '../shell/useTitle';
import { versionsQuery } from '../versions/queries';
import { AddScene } from './AddScene';
import { scenesQuery } from './queries';
import { SceneDetail } from './SceneDetail';
import { SceneStrip } from './SceneStrip';

export function ScenesRoom() {
  const { scriptId } = useParams({ from: '/app/scripts/$scriptId' });
  const search = useSearch({ from: '/app/scripts/$scriptId/scenes' });
  const script = useSuspenseQuery(scriptQuery(scriptId)).data;
  useTitle(`Scenes of ${script.title}`);
  const number = search.version ?? script.head;
  if (!number)
    return (
      <Empty title="No scenes yet">They come with the first version: one for each heading it has.</Empty>
    );
  return <ScenesOf script={script} number={number} open={search.scene} />;
}

interface Props {
  script: Script;
  number: number;
  open: string | undefined;
}

function ScenesOf({ script, number, open }: Props) {
  const scriptId = script.id;
  const navigate = useNavigate({ from: '/scripts/$scriptId/scenes' });
  const query = useInfiniteQuery(scenesQuery(scriptId, number));
  const versions = joined(useInfiniteQuery(versionsQuery(scriptId)).data);
  const scenes = joined(query.data);
  const scene = scenes.find((one) => one.id === open);
  return (
    <div className="grid min-h-full lg:h-full lg:grid-cols-[380px_minmax(0,1fr)] lg:grid-rows-[minmax(0,1fr)]">
      <section
        aria-label="Scenes"
        className={`flex min-h-0 flex-col border-line bg-panel lg:border-r ${scene ? 'max-lg:hidden' : ''}`}
      >
        <div className="flex items-end justify-between gap-3 border-b border-line p-4">
          <SelectField
            label="Version"
            className="w-52"
            choices={versions.map((v) => ({
              id: String(v.number),
              label: `${v.number}${v.label ? `, ${v.label}` : ''}`,
            }))}
            value={String(number)}
            onChange={(id) => void navigate({ search: { version: Number(id) } })}
          />
          <AddScene scriptId={scriptId} number={number} tone={script.tone} />
        </div>
        <div className="min-h-0 flex-1 lg:overflow-auto">
          <Load query={query}>
            {() => (
              <>
                <h2 className="px-4 py-2.5 text-[12px] text-dim">{plural(scenes.length, 'scene')}</h2>
                <ul>
                  {scenes.map((one) => (
                    <li key={one.id}>
                      <SceneStrip scene={one} isOpen={one.id === open} />
                    </li>
                  ))}
                </ul>
                <More query={query} />
              </>
            )}
          </Load>
        </div>
      </section>
      <div className={`min-w-0 lg:overflow-auto ${scene ? '' : 'max-lg:hidden'}`}>
        {scene ? (
          <SceneDetail key={scene.id} scene={scene} />
        ) : (
          <Empty title="Choose a scene">
            Its setting, goal and tension are what the next draft is written from.
          </Empty>
        )}
      </div>
    </div>
  );
}
