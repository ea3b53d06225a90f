// The whole client against a server that exists only on the wire: requests leave through fetch and msw answers them.
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http, type RequestHandler } from 'msw';
import { setupServer } from 'msw/node';
import { queryClient } from '../src/api/query';
import type { components } from '../src/api/schema';
import { makeRouter } from '../src/router';

type Schemas = components['schemas'];

export const server = setupServer();

const AT = '2026-03-02T12:00:00Z';
export const account: Schemas['Account'] = {
  id: '018f0000-0000-7000-8000-000000000001',
  email: 'ada@example.com',
  display_name: 'Ada Fenn',
  role: 'admin',
  created_at: AT,
};
export const script: Schemas['Script'] = {
  id: '018f0000-0000-7000-8000-000000000002',
  title: 'The Last Lamplighter',
  format: 'feature',
  genre: 'drama',
  tone: 'melancholic',
  logline: 'One night, one bridge.',
  locked: true,
  archived: false,
  characters: [],
  head: 1,
  version_count: 1,
  scene_count: 5,
  created_at: AT,
  updated_at: AT,
  position: 9,
};

export const problem = (
  status: number,
  kind: string,
  detail: string,
  errors: Schemas['Problem']['errors'] = [],
) =>
  HttpResponse.json(
    { type: `urn:spool:problem:${kind}`, title: kind, status, detail, errors, trace_id: 't' },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );

export const page = (items: unknown[] = []) => HttpResponse.json({ items, next_cursor: null });

/** A stream that stays open and says nothing. */
const silence = () =>
  new HttpResponse(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } });

const signedIn: RequestHandler[] = [
  http.get('*/api/v1/auth/me', () => HttpResponse.json(account)),
  http.get('*/api/v1/system', () =>
    HttpResponse.json({ version: '0', text_model: null, first_account: false, signed_up: true }),
  ),
  http.get('*/api/v1/events', silence),
  http.get('*/api/v1/scripts', () => page([script])),
  http.get('*/api/v1/scripts/:id', () => HttpResponse.json(script, { headers: { etag: '"4"' } })),
  http.get('*/api/v1/scripts/:id/versions', () => page()),
  http.get('*/api/v1/characters', () => page()),
  http.get('*/api/v1/jobs', () => page()),
  http.get('*/api/v1/assets', () => page()),
];

/** Opens the client at an address. `handlers` come before those of a signed-in, empty studio. */
export function open(path: string, ...handlers: RequestHandler[]) {
  queryClient.clear();
  server.use(...handlers, ...signedIn);
  const history = createMemoryHistory({ initialEntries: [path] });
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={makeRouter(history)} />
    </QueryClientProvider>,
  );
  return { user: userEvent.setup(), history };
}
