// Every query key, in one place, so that the stream can say which ones an event touches.
// A prefix invalidates what is under it: `keys.script(id)` covers its versions, scenes and history.

export const keys = {
  session: ['session'] as const,
  system: ['system'] as const,
  scripts: ['scripts'] as const,
  scriptList: (filter: object) => ['scripts', filter] as const,
  script: (id: string) => ['script', id] as const,
  scriptDetail: (id: string) => ['script', id, 'detail'] as const,
  versions: (id: string) => ['script', id, 'versions'] as const,
  version: (id: string, n: number) => ['script', id, 'versions', n] as const,
  scenes: (id: string) => ['script', id, 'scenes'] as const,
  scenesOf: (id: string, n: number) => ['script', id, 'scenes', n] as const,
  history: (id: string) => ['script', id, 'history'] as const,
  historyOf: (id: string, filter: object) => ['script', id, 'history', filter] as const,
  /** The shots of scenes with their takes: apart from the scenes, because frames arrive often. */
  shots: ['shots'] as const,
  shotsOf: (scene: string) => ['shots', scene] as const,
  takes: (scene: string, shot: string) => ['shots', scene, 'takes', shot] as const,
  assets: ['assets'] as const,
  assetList: (filter: object) => ['assets', 'list', filter] as const,
  /** What an export holds, as text. */
  exported: (id: string, filter: object) => ['script', id, 'export', filter] as const,
  /** An address of bytes that works without the session. It runs out; the bytes never change. */
  signed: (asset: string) => ['signed', asset] as const,
  characters: ['characters'] as const,
  characterList: (filter: object) => ['characters', 'list', filter] as const,
  character: (id: string) => ['characters', 'one', id] as const,
  jobs: ['jobs'] as const,
  jobList: (filter: object) => ['jobs', 'list', filter] as const,
  job: (id: string) => ['jobs', 'one', id] as const,
  /** Graphs of productions: apart from the jobs, because each is large. */
  graphs: ['graphs'] as const,
  graph: (id: string) => ['graphs', id] as const,
  /** What a job made. It does not change, so no event makes it old. */
  made: (id: string) => ['made', id] as const,
  /** What things cost and would cost: whatever a job does may change it. */
  spendings: (id: string) => ['spending', id] as const,
  budget: (id: string) => ['spending', id, 'budget'] as const,
  estimate: (id: string, request: object) => ['spending', id, 'estimate', request] as const,
  workers: ['studio', 'workers'] as const,
  maintenance: ['studio', 'maintenance'] as const,
};
