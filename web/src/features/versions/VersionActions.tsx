import { Link, useNavigate } from '@tanstack/react-router';
import { History, PenLine, Rows3 } from 'lucide-react';
import { useState } from 'react';
import { freshKey, type Version } from '../../api/client';
import { Button } from '../../ui/Button';
import { Confirm } from '../../ui/Confirm';
import { toast, toastError } from '../../ui/toasts';
import { useRestoreVersion } from './queries';

export function VersionActions({ version, isNewest }: { version: Version; isNewest: boolean }) {
  const restore = useRestoreVersion(version.script_id);
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const params = { scriptId: version.script_id };
  const confirm = () =>
    restore.mutate(
      { number: version.number, key: freshKey() },
      {
        onError: toastError,
        onSettled: () => setAsking(false),
        onSuccess: (made) => {
          toast(`Version ${made.number} repeats version ${version.number}`);
          void navigate({
            to: '/scripts/$scriptId/versions/$number',
            params: { ...params, number: String(made.number) },
          });
        },
      },
    );
  return (
    <div className="flex flex-wrap gap-2">
      <Link to="/scripts/$scriptId/write" params={params} search={{ from: version.number }} className="btn">
        <PenLine size={13} aria-hidden /> Edit as new
      </Link>
      <Link
        to="/scripts/$scriptId/scenes"
        params={params}
        search={{ version: version.number }}
        className="btn"
      >
        <Rows3 size={13} aria-hidden /> Scenes
      </Link>
      {!isNewest && (
        <Button onPress={() => setAsking(true)}>
          <History size={13} aria-hidden /> Restore
        </Button>
      )}
      <Confirm
        title={`Go back to version ${version.number}?`}
        action="Restore"
        isOpen={asking}
        isPending={restore.isPending}
        onClose={() => setAsking(false)}
        onConfirm={confirm}
      >
        Its text becomes the newest version. Nothing is lost: every version in between stays.
      </Confirm>
    </div>
  );
}
