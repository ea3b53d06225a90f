// A portrait drawn otherwise than usual: its hand, its engine, its size and shape.
import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import type { PictureOptions } from '../../api/client';
import { formError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { Sheet } from '../../ui/Sheet';
import { PictureFields } from '../pictures/PictureFields';
import { said } from '../pictures/words';

interface Props {
  name: string;
  isPending: boolean;
  error: unknown;
  onDraw: (picture: PictureOptions | undefined) => void;
  onClose: () => void;
}

export function PortraitSheet({ name, isPending, error, onDraw, onClose }: Props) {
  const [picture, setPicture] = useState<PictureOptions>({});
  const problem = formError(error, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending) onDraw(said(picture));
  };
  return (
    <Sheet title={`Portrait of ${name}`} isOpen onClose={onClose}>
      <Form aria-label={`Portrait of ${name}`} onSubmit={submit} className="flex flex-col gap-5">
        <PictureFields usualShape="1:1" value={picture} onChange={setPicture} />
        {problem && <Notice>{problem}</Notice>}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>Leave it</Button>
          <Button type="submit" tone="go" isPending={isPending}>
            Draw the portrait
          </Button>
        </div>
      </Form>
    </Sheet>
  );
}
