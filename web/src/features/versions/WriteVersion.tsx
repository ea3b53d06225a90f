// A version by hand, from an older one or from nothing. What is typed survives a reload until it is saved.
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { Load } from '../../ui/Load';
import { Waiting } from '../../ui/Waiting';
import { scriptQuery } from '../scripts/queries';
import { useTitle } from '../shell/useTitle';
import { versionQuery } from './queries';
import { WriteForm } from './WriteForm';

export function WriteVersion() {
  const { scriptId } = useParams({ from: '/app/scripts/$scriptId' });
  const { from } = useSearch({ from: '/app/scripts/$scriptId/write' });
  const script = useSuspenseQuery(scriptQuery(scriptId)).data;
  const base = useQuery({ ...versionQuery(scriptId, from ?? 0), enabled: from !== undefined });
  useTitle(`Writing ${script.title}`);
  if (from === undefined) return <WriteForm script={script} base={undefined} />;
  return (
    <Load query={base} waiting={<Waiting />}>
      {(version) => <WriteForm key={version.id} script={script} base={version} />}
    </Load>
  );
}
