// The two ways a page can be missing: no such address, or the code could not show it.
import { Link, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { sentence, toApiError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Empty } from '../../ui/Empty';

export const NotFound = () => (
  <main>
    <Empty
      level={1}
      title="There is no such room"
      action={
        <Link to="/scripts" className="btn">
          To the scripts
        </Link>
      }
    >
      The address leads nowhere. It may have been mistyped.
    </Empty>
  </main>
);

export function Crash({ error }: { error: unknown }) {
  const router = useRouter();
  useEffect(() => console.error(error), [error]);
  const away = toApiError(error);
  const isApi = error instanceof Error && error.name === 'ApiError';
  return (
    <Empty
      title={isApi ? 'Spool is not answering' : 'This page could not be shown'}
      action={
        <Button tone="go" onPress={() => (isApi ? void router.invalidate() : location.reload())}>
          Try again
        </Button>
      }
    >
      {isApi ? sentence(away.message) : 'Nothing was lost: all that was saved is on the server.'}
    </Empty>
  );
}

/** The same where not even the frame around the rooms is there. */
export const CrashPage = (props: { error: unknown }) => (
  <main>
    <Crash {...props} />
  </main>
);
