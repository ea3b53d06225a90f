import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { account, open, page, problem, server } from '../app';

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const out = http.get('*/api/v1/auth/me', () => problem(401, 'unauthorized', 'not signed in'));
const noRefresh = http.post('*/api/v1/auth/refresh', () => problem(401, 'unauthorized', 'no session'));

test('a visitor is sent to the door, and back to where they wanted after signing in', async () => {
  let inside = false;
  const { user, history } = open(
    '/jobs?state=failed',
    http.get('*/api/v1/auth/me', () =>
      inside ? HttpResponse.json(account) : problem(401, 'unauthorized', 'no'),
    ),
    noRefresh,
    http.post('*/api/v1/auth/login', async ({ request }) => {
      expect(await request.json()).toEqual({ email: 'ada@example.com', password: 'a lamp in the fog' });
      inside = true;
      return HttpResponse.json({ user: account, access_token: 'x', token_type: 'Bearer', expires_in: 600 });
    }),
  );
  await user.type(await screen.findByLabelText('Email'), 'ada@example.com');
  await user.type(screen.getByLabelText('Password'), 'a lamp in the fog');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Jobs' })).toBeTruthy();
  expect(history.location.href).toBe('/jobs?state=failed');
});

test('a wrong password is said above the form', async () => {
  const { user } = open(
    '/sign-in',
    out,
    noRefresh,
    http.post('*/api/v1/auth/login', () => problem(401, 'unauthorized', 'email or password is wrong')),
  );
  await user.type(await screen.findByLabelText('Email'), 'ada@example.com');
  await user.type(screen.getByLabelText('Password'), 'wrong');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Email or password is wrong.');
});

test('what the server says of a field stands at the field', async () => {
  const { user } = open(
    '/sign-up',
    out,
    noRefresh,
    http.post('*/api/v1/auth/register', () =>
      problem(422, 'validation', 'one field is wrong', [
        { pointer: '/password', message: 'is in every word list' },
      ]),
    ),
  );
  await user.type(await screen.findByLabelText('Name'), 'Ada');
  await user.type(screen.getByLabelText('Email'), 'ada@example.com');
  await user.type(screen.getByLabelText('Password'), 'aaaaaaaaaaaa');
  await user.click(screen.getByRole('button', { name: 'Create account' }));
  await screen.findByText('Is in every word list.');
  const field = screen.getByLabelText('Password');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a session that ends in the middle of work leads to the door with the address kept', async () => {
  const { user, history } = open(
    '/characters?q=ada',
    http.get('*/api/v1/characters', () => page()),
    noRefresh,
  );
  await screen.findByText(/Nobody matches/);
  server.use(http.get('*/api/v1/characters', () => problem(401, 'unauthorized', 'expired')));
  await user.click(screen.getByRole('switch', { name: 'Archived' }));
  await waitFor(() => expect(history.location.pathname).toBe('/sign-in'));
  expect(history.location.search).toContain(encodeURIComponent('/characters?q=ada&archived=true'));
  expect(await screen.findByText(/Your session has ended/)).toBeTruthy();
});
