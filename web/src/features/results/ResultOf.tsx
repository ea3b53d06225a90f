// What a job made, as its kind is best read.
import { useQuery } from '@tanstack/react-query';
import type { JobKind } from '../../api/client';
import { Load } from '../../ui/Load';
import { madeQuery } from '../jobs/queries';
import { CoverageResult } from './CoverageResult';
import { coverage, madeOf, notes, sceneTiming, scriptTiming } from './made';
import { RunningTime } from './RunningTime';
import { SceneNotes } from './SceneNotes';
import { SceneTimingResult } from './SceneTimingResult';

export function Result({ kind, result }: { kind: JobKind; result: unknown }) {
  const made = madeOf(result);
  if (!made) return <p className="hint">It made nothing that can be shown here.</p>;
  switch (kind) {
    case 'time_scene':
      return <SceneTimingResult timing={sceneTiming(made)} />;
    case 'time_script':
      return <RunningTime timing={scriptTiming(made)} />;
    case 'review_scene':
      return <SceneNotes notes={notes(made)} />;
    case 'review_script':
      return <CoverageResult coverage={coverage(made)} />;
    default:
      return <p className="hint">It made nothing that can be shown here.</p>;
  }
}

export function Made({ jobId, kind }: { jobId: string; kind: JobKind }) {
  const query = useQuery(madeQuery(jobId));
  return <Load query={query}>{(result) => <Result kind={kind} result={result} />}</Load>;
}
