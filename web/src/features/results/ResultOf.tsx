// What a job made, as its kind is best read.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Images } from 'lucide-react';
import type { JobKind } from '../../api/client';
import { Load } from '../../ui/Load';
import { filmFacts } from '../film/chapters';
import { madeQuery } from '../jobs/queries';
import { CoverageResult } from './CoverageResult';
import { FilmResult } from './FilmResult';
import { FramesResult, PortraitResult, RefinedResult } from './FramesResult';
import {
  coverage,
  madeFrames,
  madeOf,
  notes,
  portrait,
  refined,
  sceneTiming,
  scriptTiming,
  sounds,
} from './made';
import { RunningTime } from './RunningTime';
import { SceneNotes } from './SceneNotes';
import { SceneTimingResult } from './SceneTimingResult';
import { SoundResult } from './SoundResult';

interface Props {
  kind: JobKind;
  result: unknown;
  /** The script it was made of. */
  script: string | null | undefined;
}

export function Result({ kind, result, script }: Props) {
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
    case 'film_shot':
      return <FilmResult facts={filmFacts(made)} script={undefined} />;
    case 'film_scene':
    case 'film_script':
      return <FilmResult facts={filmFacts(made)} script={script ?? undefined} />;
    case 'storyboard_scene':
      return <FramesResult made={madeFrames(made)} />;
    case 'refine_shot':
      return <RefinedResult made={refined(made)} />;
    case 'draw_portrait':
      return <PortraitResult asset={portrait(made)} />;
    case 'speak_scene':
    case 'score_scene':
    case 'sound_scene':
    case 'mix_scene':
      return <SoundResult sounds={sounds(made)} />;
    case 'break_down_scene':
      return <ShotsResult script={script ?? undefined} />;
    default:
      return <p className="hint">It made nothing that can be shown here.</p>;
  }
}

const ShotsResult = ({ script }: { script: string | undefined }) =>
  script ? (
    <Link to="/scripts/$scriptId/board" params={{ scriptId: script }} className="btn self-start">
      <Images size={14} aria-hidden /> See the shots on the board
    </Link>
  ) : (
    <p className="hint">The shots are on the board of the script.</p>
  );

export function Made({ jobId, ...props }: Omit<Props, 'result'> & { jobId: string }) {
  const query = useQuery(madeQuery(jobId));
  return <Load query={query}>{(result) => <Result {...props} result={result} />}</Load>;
}
