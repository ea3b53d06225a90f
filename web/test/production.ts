// Productions as the server tells of them, for tests.
import type { GraphNode, Job, JobGraph } from '../src/api/client';
import { script } from './app';

export const AT = '2026-03-02T12:00:00Z';
const cost = (compute_ms: number) => ({ compute_ms, usd_micros: 0 });

export const node = (id: string, over: Partial<GraphNode> = {}): GraphNode => ({
  job_id: id,
  kind: 'time_scene',
  label: `Timing of scene ${id}`,
  state: 'queued',
  reused: false,
  paused: false,
  blocked_by: null,
  progress: null,
  attempt: 0,
  error: null,
  estimate: cost(100),
  cost: cost(0),
  started_at: null,
  ended_at: null,
  ...over,
});

export const totals = (over: Partial<JobGraph['totals']> = {}): JobGraph['totals'] => ({
  total: 3,
  completed: 0,
  reused: 0,
  running: 0,
  waiting: 3,
  failed: 0,
  blocked: 0,
  cancelled: 0,
  ...over,
});

export const graph = (
  one: Partial<GraphNode> = {},
  two: Partial<GraphNode> = {},
  all: Partial<GraphNode> = {},
): JobGraph => ({
  job_id: 'p',
  nodes: [
    node('1', one),
    node('2', two),
    node('all', { kind: 'time_script', label: 'Timing of the script', state: 'waiting', ...all }),
  ],
  edges: [
    { from: '1', to: 'all' },
    { from: '2', to: 'all' },
  ],
  totals: totals(),
  position: 4,
});

/** What was asked of a job: the schema leaves open what each kind takes. */
export const input = (asked: object) => asked as Job['input'];

export const job = (id: string, over: Partial<Job> = {}): Job => ({
  id,
  kind: 'produce',
  script_id: script.id,
  state: 'running',
  label: null,
  production_id: null,
  phase: null,
  attempt: 1,
  max_attempts: 5,
  priority: 0,
  paused: false,
  cancelling: false,
  input: input({ scope: 'script', want: ['time_script'] }),
  progress: null,
  error: null,
  result: null,
  queue: null,
  totals: null,
  estimate: cost(84_000),
  cost: cost(0),
  requested_at: AT,
  started_at: AT,
  ended_at: null,
  links: { self: '', events: '', cancel: '', result: '', script: '', graph: '' },
  position: 3,
  ...over,
});

export const SCENE = {
  heading: 'EXT. CANAL BRIDGE - NIGHT',
  page_eighths: 12,
  seconds: 83.4,
  dialogue_words: 90,
  action_words: 120,
  speakers: [
    { name: 'ADA', lines: 5, words: 60 },
    { name: 'TOM', lines: 3, words: 30 },
  ],
};
export const FILM = {
  seconds: 125,
  page_eighths: 19,
  pages: '2 3/8',
  dialogue_words: 900,
  action_words: 1200,
  scenes: [
    { heading: SCENE.heading, page_eighths: 12, seconds: 83, at_s: 0, speakers: ['ADA', 'TOM'] },
    { heading: 'INT. LAMP ROOM - DAY', page_eighths: 7, seconds: 42, at_s: 83, speakers: ['ADA'] },
  ],
  cast: [{ name: 'ADA', scenes: 2, lines: 9, words: 1100 }],
};
