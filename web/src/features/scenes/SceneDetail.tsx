// The open scene: its fields, saved as a new revision.
import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronLeft, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import type { Scene } from '../../api/client';
import { fieldErrors, formError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Confirm } from '../../ui/Confirm';
import { Notice } from '../../ui/Notice';
import { toast, toastError } from '../../ui/toasts';
import { When } from '../../ui/When';
import { changedFields, draftOf, SCENE_FIELDS } from './draft';
import { MeantSo } from './MeantSo';
import { useChangeScene, useRemoveScene } from './queries';
import { SceneFields } from './SceneFields';

export function SceneDetail({ scene }: { scene: Scene }) {
  const [read, setRead] = useState(() => draftOf(scene));
  const [draft, setDraft] = useState(read);
  const [asking, setAsking] = useState(false);
  const change = useChangeScene(scene.script_id);
  const remove = useRemoveScene(scene.script_id);
  const navigate = useNavigate({ from: '/scripts/$scriptId/scenes' });
  const body = changedFields(read, draft);
  const dirty = Object.keys(body).length > 0;
  const banner = formError(change.error, SCENE_FIELDS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { id: scene.id, body },
      {
        onSuccess: (saved) => {
          setRead(draftOf(saved));
          setDraft(draftOf(saved));
          toast(`Scene ${saved.number} is saved`);
        },
      },
    );
  };
  return (
    <div className="mx-auto w-full max-w-[680px] px-4 py-6 md:px-8">
      <Form
        aria-label={`Scene ${scene.number}`}
        validationErrors={fieldErrors(change.error)}
        onSubmit={submit}
        className="flex flex-col gap-5"
      >
        <Link
          to="/scripts/$scriptId/scenes"
          params={{ scriptId: scene.script_id }}
          search={{ version: scene.version_number }}
          className="-ml-1 flex w-max items-center gap-1 py-1 text-[13px] text-ink-2 lg:hidden"
        >
          <ChevronLeft size={15} aria-hidden /> Scenes
        </Link>
        <div className="flex flex-wrap items-center gap-3">
          <h2 className="room-title">Scene {scene.number}</h2>
          <span className="text-[12px] text-dim">
            Revision {scene.revision}, <When at={scene.updated_at} />
          </span>
          <Button tone="bad" className="ml-auto" onPress={() => setAsking(true)}>
            <Trash2 size={13} aria-hidden /> Remove
          </Button>
        </div>
        {banner && <Notice>{banner}</Notice>}
        <SceneFields value={draft} onChange={setDraft} />
        <div className="flex gap-2">
          <Button type="submit" tone="go" isDisabled={!dirty} isPending={change.isPending}>
            Save scene
          </Button>
          {dirty && (
            <Button tone="quiet" onPress={() => setDraft(read)}>
              Discard
            </Button>
          )}
        </div>
        <Confirm
          title={`Remove scene ${scene.number}?`}
          action="Remove"
          tone="bad"
          isOpen={asking}
          isPending={remove.isPending}
          onClose={() => setAsking(false)}
          onConfirm={() =>
            remove.mutate(scene.id, {
              onError: toastError,
              onSuccess: () => void navigate({ search: { version: scene.version_number } }),
            })
          }
        >
          It leaves the list. What it said stays in the history.
        </Confirm>
      </Form>
      <MeantSo scene={scene} />
    </div>
  );
}
