// Which queries an event makes old. Durable events invalidate rather than patch: the read models are the one place
// where events become state, and the client does not keep a second copy of their rules.
import type { QueryKey } from '@tanstack/react-query';
import { keys } from '../api/keys';

/** A durable event as the stream sends it. */
export interface LogEvent {
  position: number;
  type: string;
  aggregate: string;
  aggregate_id: string;
  sequence: number;
  at: string;
  script_id?: string | null;
  job_id?: string | null;
  data: Record<string, unknown>;
}

export const isLogEvent = (data: unknown): data is LogEvent =>
  typeof data === 'object' && data !== null && 'position' in data && 'aggregate_id' in data && 'type' in data;

const aggregateOf = (event: LogEvent) => event.type.split('.')[0];

/** Facts about the shots of a scene: its text and its place stay as they are. */
const OF_SHOTS = new Set(
  [
    'broken_down',
    'shot_added',
    'shot_edited',
    'shot_moved',
    'shot_removed',
    'shot_locked',
    'shot_unlocked',
    'take_added',
    'take_chosen',
    'consistency_scored',
  ].map((fact) => `scene.${fact}`),
);

/** What differs on purpose stands with the scene itself. */
const OF_CHANGES = new Set(['scene.change_declared', 'scene.change_withdrawn']);

export function touches(event: LogEvent): QueryKey[] {
  const script = event.script_id ?? (aggregateOf(event) === 'script' ? event.aggregate_id : undefined);
  const history = script ? [keys.history(script)] : [];
  switch (aggregateOf(event)) {
    case 'script':
      return [keys.scripts, keys.scriptDetail(event.aggregate_id), ...history];
    case 'version':
      return script ? [keys.scripts, keys.scriptDetail(script), keys.versions(script), ...history] : [];
    case 'scene':
      if (OF_SHOTS.has(event.type)) return [keys.shotsOf(event.aggregate_id), ...history];
      if (script && OF_CHANGES.has(event.type))
        return [keys.scenes(script), keys.shotsOf(event.aggregate_id), ...history];
      return script
        ? [
            keys.scripts,
            keys.scriptDetail(script),
            keys.scenes(script),
            keys.versions(script),
            keys.shotsOf(event.aggregate_id),
            ...history,
          ]
        : [];
    case 'character':
      // Scripts carry their characters' names.
      return [keys.characters, keys.scripts, ['script']];
    case 'job':
      return [keys.jobs, keys.graphs, ...(script ? [keys.spendings(script)] : []), ...history];
    case 'asset':
      return [keys.assets, ...history];
    default:
      return history;
  }
}
