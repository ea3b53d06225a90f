// A film that is to be made otherwise than usual: the file, and the pictures it is made of.
import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import type { FilmOptions, PictureOptions } from '../../api/client';
import { formError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { Sheet } from '../../ui/Sheet';
import { FilmFields } from './FilmFields';
import { type Making, makingOf } from './making';
import { PictureFields } from './PictureFields';

interface Props {
  title: string;
  action: string;
  isPending: boolean;
  error: unknown;
  onMake: (making: Making) => void;
  onClose: () => void;
}

export function FilmSheet({ title, action, isPending, error, onMake, onClose }: Props) {
  const [film, setFilm] = useState<FilmOptions>({});
  const [picture, setPicture] = useState<PictureOptions>({});
  const problem = formError(error, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending) onMake(makingOf(film, picture));
  };
  return (
    <Sheet title={title} isOpen onClose={onClose} className="md:w-[560px]">
      <Form aria-label={title} onSubmit={submit} className="flex flex-col gap-5">
        <FilmFields value={film} onChange={setFilm} />
        <section aria-labelledby="film-pictures" className="flex flex-col gap-4 border-t border-line pt-4">
          <div>
            <h3 id="film-pictures" className="section-title">
              Its pictures
            </h3>
            <p className="hint mt-0.5">
              The film has their shape. Frames that are there otherwise are drawn again.
            </p>
          </div>
          <PictureFields value={picture} onChange={setPicture} />
        </section>
        {problem && <Notice>{problem}</Notice>}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>Leave it</Button>
          <Button type="submit" tone="go" isPending={isPending}>
            {action}
          </Button>
        </div>
      </Form>
    </Sheet>
  );
}
