// The frame around every room: header, one stream, messages, and the way out when the session is over.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { onSessionLost } from '../../api/client';
import { keys } from '../../api/keys';
import { useStream } from '../../stream/connection';
import { Button } from '../../ui/Button';
import { clearToasts, Toasts } from '../../ui/toasts';
import { sessionQuery } from '../session/queries';
import { Header } from './Header';
import { NavBar } from './NavBar';
import { Palette } from './Palette';
import { useShortcuts } from './shortcuts';

export function Shell() {
  const account = useQuery(sessionQuery).data;
  const client = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const [finding, setFinding] = useState(false);
  useShortcuts({ account, onFind: () => setFinding(true) });

  /** Back to the door with the address kept, so that signing in returns here. */
  const leave = useCallback(() => {
    if (router.state.location.pathname === '/sign-in') return;
    client.setQueryData(keys.session, null);
    void navigate({ to: '/sign-in', search: { to: router.state.location.href, over: true }, replace: true });
  }, [client, navigate, router]);
  useEffect(() => onSessionLost(leave), [leave]);
  useEffect(() => clearToasts, []);

  if (!account) return null;
  return (
    <div className="grid h-full grid-rows-[48px_minmax(0,1fr)_auto]">
      <Button
        className="absolute top-2 left-2 z-50 not-focus:sr-only"
        onPress={() => document.getElementById('room')?.focus()}
      >
        Skip to the room
      </Button>
      <Stream accountId={account.id} onSignedOut={leave} />
      <Header account={account} onFind={() => setFinding(true)} />
      <main id="room" tabIndex={-1} className="relative min-h-0 overflow-auto outline-none">
        <Outlet />
      </main>
      <NavBar account={account} />
      <Toasts />
      <Palette account={account} isOpen={finding} onClose={() => setFinding(false)} />
    </div>
  );
}

/** Its own component, so that a change of account ends one stream and begins another. */
function Stream({ accountId, onSignedOut }: { accountId: string; onSignedOut: () => void }) {
  useStream(accountId, onSignedOut);
  return null;
}
