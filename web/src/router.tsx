// Every address of the client, with what its search may hold.

import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
  redirect,
} from '@tanstack/react-router';
import { queryClient } from './api/query';
import { scriptQuery } from './features/scripts/queries';
import { sessionQuery, systemQuery } from './features/session/queries';
import { SignIn } from './features/session/SignIn';
import { SignUp } from './features/session/SignUp';
import { Crash, CrashPage, NotFound } from './features/shell/Lost';
import { Shell } from './features/shell/Shell';
import * as search from './search';
import { Waiting } from './ui/Waiting';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  notFoundComponent: NotFound,
  errorComponent: CrashPage,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignIn,
  validateSearch: search.door,
});
const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  component: SignUp,
  validateSearch: search.door,
});

const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  component: Shell,
  errorComponent: CrashPage,
  beforeLoad: async ({ context, location }) => {
    if (await context.queryClient.ensureQueryData(sessionQuery)) return;
    const system = await context.queryClient.fetchQuery(systemQuery).catch(() => undefined);
    throw redirect({
      to: system?.first_account ? '/sign-up' : '/sign-in',
      search: location.href === '/' ? {} : { to: location.href },
    });
  },
});

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/scripts', replace: true });
  },
});

const scripts = createRoute({
  getParentRoute: () => app,
  path: '/scripts',
  validateSearch: search.list,
  component: lazyRouteComponent(() => import('./features/scripts/ScriptList'), 'ScriptList'),
});
const newScript = createRoute({
  getParentRoute: () => app,
  path: '/scripts/new',
  validateSearch: search.newScript,
  component: lazyRouteComponent(() => import('./features/scripts/NewScript'), 'NewScript'),
});
const script = createRoute({
  getParentRoute: () => app,
  path: '/scripts/$scriptId',
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(scriptQuery(params.scriptId)),
  component: lazyRouteComponent(() => import('./features/scripts/ScriptRoom'), 'ScriptRoom'),
});
const draft = createRoute({
  getParentRoute: () => script,
  path: '/',
  validateSearch: search.draft,
  component: lazyRouteComponent(() => import('./features/versions/Draft'), 'Draft'),
});
const version = createRoute({
  getParentRoute: () => script,
  path: '/versions/$number',
  validateSearch: search.version,
  component: lazyRouteComponent(() => import('./features/versions/ReadVersion'), 'ReadVersion'),
});
const write = createRoute({
  getParentRoute: () => script,
  path: '/write',
  validateSearch: search.write,
  component: lazyRouteComponent(() => import('./features/versions/WriteVersion'), 'WriteVersion'),
});
const scenes = createRoute({
  getParentRoute: () => script,
  path: '/scenes',
  validateSearch: search.scenes,
  component: lazyRouteComponent(() => import('./features/scenes/ScenesRoom'), 'ScenesRoom'),
});
const board = createRoute({
  getParentRoute: () => script,
  path: '/board',
  validateSearch: search.board,
  component: lazyRouteComponent(() => import('./features/board/BoardRoom'), 'BoardRoom'),
});
const film = createRoute({
  getParentRoute: () => script,
  path: '/film',
  validateSearch: search.film,
  component: lazyRouteComponent(() => import('./features/film/FilmRoom'), 'FilmRoom'),
});
const history = createRoute({
  getParentRoute: () => script,
  path: '/history',
  validateSearch: search.history,
  component: lazyRouteComponent(() => import('./features/history/HistoryRoom'), 'HistoryRoom'),
});
const details = createRoute({
  getParentRoute: () => script,
  path: '/details',
  component: lazyRouteComponent(() => import('./features/scripts/ScriptDetails'), 'ScriptDetails'),
});

const production = createRoute({
  getParentRoute: () => script,
  path: '/production',
  component: lazyRouteComponent(() => import('./features/productions/ProductionRoom'), 'ProductionRoom'),
});

const characters = createRoute({
  getParentRoute: () => app,
  path: '/characters',
  validateSearch: search.list,
  component: lazyRouteComponent(() => import('./features/characters/CharactersRoom'), 'CharactersRoom'),
});
const noCharacter = createRoute({
  getParentRoute: () => characters,
  path: '/',
  component: lazyRouteComponent(() => import('./features/characters/NoCharacter'), 'NoCharacter'),
});
const newCharacter = createRoute({
  getParentRoute: () => characters,
  path: '/new',
  component: lazyRouteComponent(() => import('./features/characters/NewCharacter'), 'NewCharacter'),
});
const character = createRoute({
  getParentRoute: () => characters,
  path: '/$characterId',
  component: lazyRouteComponent(() => import('./features/characters/CharacterPage'), 'CharacterPage'),
});

const jobs = createRoute({
  getParentRoute: () => app,
  path: '/jobs',
  validateSearch: search.jobs,
  component: lazyRouteComponent(() => import('./features/jobs/JobsRoom'), 'JobsRoom'),
});

const job = createRoute({
  getParentRoute: () => app,
  path: '/jobs/$jobId',
  validateSearch: search.production,
  component: lazyRouteComponent(() => import('./features/productions/JobPage'), 'JobPage'),
});
const workers = createRoute({
  getParentRoute: () => app,
  path: '/workers',
  component: lazyRouteComponent(() => import('./features/studio/StudioRoom'), 'StudioRoom'),
});

const routeTree = root.addChildren([
  signIn,
  signUp,
  app.addChildren([
    home,
    scripts,
    newScript,
    script.addChildren([draft, version, write, scenes, board, film, production, history, details]),
    characters.addChildren([noCharacter, newCharacter, character]),
    jobs,
    job,
    workers,
  ]),
]);

/** `history` is the browser's unless a test brings its own. */
export const makeRouter = (history?: RouterHistory) =>
  createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: Crash,
    defaultNotFoundComponent: NotFound,
    defaultPendingComponent: () => <Waiting />,
    scrollRestoration: true,
    ...(history && { history }),
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
