// One version, laid out as it will print.
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Screenplay } from '../../fountain/Screenplay';
import { Load } from '../../ui/Load';
import { ScrollArea } from '../../ui/ScrollArea';
import { scriptQuery } from '../scripts/queries';
import { useTitle } from '../shell/useTitle';
import { DraftFrame } from './DraftFrame';
import { Inspector } from './Inspector';
import { versionQuery } from './queries';
import { useArrival } from './useArrival';

export function ReadVersion() {
  const { scriptId, number } = useParams({ from: '/app/scripts/$scriptId/versions/$number' });
  const n = Number(number);
  const script = useSuspenseQuery(scriptQuery(scriptId)).data;
  const query = useQuery(versionQuery(scriptId, n));
  useTitle(`${script.title}, version ${n}`);
  useArrival(n);
  return (
    <DraftFrame
      scriptId={scriptId}
      open={n}
      label={`Pages of version ${n}`}
      page={
        <ScrollArea
          label="Page"
          key={n}
          data-testid="version-page"
          className="px-4 py-6 max-sm:px-2 lg:h-full lg:overflow-auto"
        >
          <h2 className="sr-only">Version {n}</h2>
          <Load query={query}>{(version) => <Screenplay text={version.text ?? ''} />}</Load>
        </ScrollArea>
      }
      side={<Load query={query}>{(version) => <Inspector key={n} script={script} version={version} />}</Load>}
    />
  );
}
