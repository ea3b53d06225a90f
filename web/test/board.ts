// Scenes, shots and takes as the server tells of them, for tests.
import type { Asset, Scene, Shot, Take } from '../src/api/client';
import { account, script } from './app';

const AT = '2026-03-02T12:00:00Z';
const CONTENT = 'Fog off the “far” bank.\n\nADA\nNot yet.';

export const scene = (over: Partial<Scene> = {}): Scene => ({
  id: 'scene-1',
  number: 1,
  setting: 'EXT. CANAL BRIDGE - NIGHT',
  goal: '',
  tension: '',
  tone: 'dark',
  content: CONTENT,
  revision: 1,
  broken_down: null,
  changes: [],
  removed: false,
  episode: null,
  script_id: script.id,
  version_id: 'v',
  version_number: 1,
  created_at: AT,
  updated_at: AT,
  position: 5,
  ...over,
});

export const take = (id: string, over: Partial<Take> = {}): Take =>
  ({
    id,
    shot_id: 'a',
    active: false,
    job_id: null,
    still: { asset_id: `still-${id}`, content: '' },
    board: { asset_id: `board-${id}`, content: '' },
    exr: null,
    clip: null,
    engine: 'storyboard',
    seed: 1,
    parameters: {},
    refinement: null,
    input_hash: '',
    score: null,
    created_at: AT,
    position: 6,
    ...over,
  }) as Take;

export const shot = (id: string, over: Partial<Shot> = {}): Shot =>
  ({
    id,
    scene_id: 'scene-1',
    script_id: script.id,
    version_id: 'v',
    name: `1${id.toUpperCase()}`,
    index: 0,
    role: 'single',
    size: 'ms',
    angle: 'eye',
    movement: 'static',
    composition: 'centered',
    duration_ms: 3000,
    description: 'Ada counts lamps.',
    characters: ['ADA'],
    figures: [],
    props: [],
    notes: '',
    params: { fov: 40, lighting: 50, hdr_bloom: 10, color_temp: 4300, contrast: 55 },
    span: { revision: 1, start: 0, end: 27 },
    locked: false,
    removed: false,
    take_count: 0,
    active_take: null,
    created_at: AT,
    updated_at: AT,
    position: 6,
    ...over,
  }) as Shot;

export const film = (id: string, over: Partial<Asset> = {}): Asset =>
  ({
    id,
    type: 'video',
    tag: 'animatic',
    media_type: 'video/mp4',
    file_name: 'film.mp4',
    bytes: 1,
    sha256: '',
    width: 1920,
    height: 1080,
    duration_ms: 30_000,
    script_id: script.id,
    scene_id: null,
    shot_id: null,
    character_id: null,
    provenance: { source: { kind: 'job', job_id: 'film-job' } },
    created_by: account.id,
    created_at: AT,
    updated_at: AT,
    deleted_at: null,
    position: 7,
    links: { self: '', content: '' },
    ...over,
  }) as Asset;
