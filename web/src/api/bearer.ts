// The session where cookies cannot carry it. Browsers keep `Secure` cookies only from secure pages, and a studio opened
// over plain HTTP from another machine of the network is not one: there the tokens live in this tab and travel in the
// `Authorization` header, as those of any other program do.
import type { Fetch } from './fetch';
import type { components } from './schema';

type Session = components['schemas']['Session'];

export interface TokenBox {
  read: () => { access: string; refresh: string } | undefined;
  write: (tokens: { access: string; refresh: string } | undefined) => void;
}

const KEY = 'spool.session';

/** The tab's own storage: gone with the tab, invisible to other origins. */
export const tabBox: TokenBox = {
  read: () => {
    const kept = sessionStorage.getItem(KEY);
    return kept ? JSON.parse(kept) : undefined;
  },
  write: (tokens) => {
    if (tokens) sessionStorage.setItem(KEY, JSON.stringify(tokens));
    else sessionStorage.removeItem(KEY);
  },
};

const GIVES_SESSION = /\/auth\/(login|register|refresh)$/;

/** Adds the token to every request, and keeps those that signing in and renewing answer with. */
export function withBearer(next: Fetch, box: TokenBox): Fetch {
  return async (request) => {
    const { pathname } = new URL(request.url);
    const tokens = box.read();
    if (tokens) request.headers.set('authorization', `Bearer ${tokens.access}`);
    if (!GIVES_SESSION.test(pathname)) {
      const response = await next(request);
      if (pathname.endsWith('/auth/logout') && response.ok) box.write(undefined);
      return response;
    }
    request.headers.set('spool-client', 'cli');
    request.headers.delete('authorization');
    const renews = pathname.endsWith('/refresh');
    if (renews && !tokens) return new Response(null, { status: 401 });
    const response = await next(renews ? renewal(request, tokens?.refresh) : request);
    if (response.ok) {
      const session: Session = await response.clone().json();
      box.write({ access: session.access_token, refresh: session.refresh_token ?? '' });
    } else if (response.status === 401) box.write(undefined);
    return response;
  };
}

const renewal = (request: Request, refresh = ''): Request =>
  new Request(request.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'spool-client': 'cli' },
    body: JSON.stringify({ refresh_token: refresh }),
  });
