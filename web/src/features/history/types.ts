// Kinds of events a script's history can hold, in people's words.
import { words } from '../../lib/format';

const TYPES: [type: string, label: string][] = [
  ['script', 'The script itself'],
  ['version', 'All of versions'],
  ['scene', 'All of scenes'],
  ['character', 'All of characters'],
  ['job', 'All of jobs'],
  ['script.created', 'Script created'],
  ['script.retitled', 'Title changed'],
  ['script.logline_changed', 'Logline changed'],
  ['script.genre_changed', 'Genre changed'],
  ['script.tone_changed', 'Tone changed'],
  ['script.character_attached', 'Character joined the cast'],
  ['script.character_detached', 'Character left the cast'],
  ['script.version_added', 'Version added'],
  ['script.archived', 'Script archived'],
  ['script.restored', 'Script brought back'],
  ['version.drafted', 'Version drafted'],
  ['version.labelled', 'Version labelled'],
  ['version.noted', 'Version notes changed'],
  ['scene.added', 'Scene added'],
  ['scene.edited', 'Scene edited'],
  ['scene.rewritten', 'Scene rewritten'],
  ['scene.moved', 'Scene moved'],
  ['scene.removed', 'Scene removed'],
  ['job.requested', 'Job asked for'],
  ['job.started', 'Job began'],
  ['job.phase_entered', 'Job entered a phase'],
  ['job.output_produced', 'Job produced something'],
  ['job.completed', 'Job done'],
  ['job.attempt_failed', 'Job try failed'],
  ['job.failed', 'Job failed'],
  ['job.cancel_requested', 'Job cancel asked for'],
  ['job.cancelled', 'Job cancelled'],
  ['job.retried', 'Job retried'],
  ['job.reused', 'Job found its work done'],
  ['job.paused', 'Job paused'],
  ['job.resumed', 'Job resumed'],
  ['job.prioritised', 'Job moved in the line'],
  ['job.planned', 'Production planned'],
  ['job.produced', 'Production done'],
  ['job.partially_completed', 'Production partly done'],
];

const LABELS = new Map(TYPES);

export const ALL = 'all';

export const typeChoices = [{ id: ALL, label: 'Everything' }, ...TYPES.map(([id, label]) => ({ id, label }))];

export const typeWord = (type: string): string => LABELS.get(type) ?? words(type.replace('.', ' '));
