import { useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { freshKey, type Tone } from '../../api/client';
import { fieldErrors, formError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { Sheet } from '../../ui/Sheet';
import { emptyScene, SCENE_FIELDS } from './draft';
import { useAddScene } from './queries';
import { SceneFields } from './SceneFields';

interface Props {
  scriptId: string;
  /** Version to add to. */
  number: number;
  tone: Tone;
}

export function AddScene({ scriptId, number, tone }: Props) {
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(() => emptyScene(tone));
  const add = useAddScene(scriptId, number);
  const key = useRef(freshKey());
  const navigate = useNavigate({ from: '/scripts/$scriptId/scenes' });
  const banner = formError(add.error, SCENE_FIELDS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(
      { body: draft, key: key.current },
      {
        onSettled: () => {
          key.current = freshKey();
        },
        onSuccess: (scene) => {
          setOpen(false);
          setDraft(emptyScene(tone));
          void navigate({ search: { version: number, scene: scene.id } });
        },
      },
    );
  };
  return (
    <>
      <Button onPress={() => setOpen(true)}>
        <Plus size={14} aria-hidden /> Add scene
      </Button>
      <Sheet title="New scene" isOpen={open} onClose={() => setOpen(false)}>
        <Form validationErrors={fieldErrors(add.error)} onSubmit={submit} className="flex flex-col gap-4">
          {banner && <Notice>{banner}</Notice>}
          <SceneFields value={draft} onChange={setDraft} />
          <Button type="submit" tone="go" isPending={add.isPending} className="self-end">
            Add scene
          </Button>
        </Form>
      </Sheet>
    </>
  );
}
