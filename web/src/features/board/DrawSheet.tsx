// The frames of a scene drawn otherwise than usual: how many of them, the camera and the sky for all of them, and the
// pictures themselves.
import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import type { PictureOptions, ShotParams, StoryboardRequest } from '../../api/client';
import { formError } from '../../api/problem';
import { plural } from '../../lib/format';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { Sheet } from '../../ui/Sheet';
import { SliderField } from '../../ui/SliderField';
import { PictureFields } from '../pictures/PictureFields';
import { said } from '../pictures/words';
import { DirectionFields } from './DirectionFields';

/** Most frames of which a number can be asked for. */
const MOST = 20;

interface Props {
  number: number;
  /** How many shots the scene has. */
  count: number;
  isPending: boolean;
  error: unknown;
  onDraw: (body: StoryboardRequest) => void;
  onClose: () => void;
}

/** As it is sent: all frames, and what each shot says of itself, are not said. */
export function drawingOf(
  count: number,
  frames: number,
  base: ShotParams,
  picture: PictureOptions,
): StoryboardRequest {
  const [params, made] = [said(base), said(picture)];
  return {
    ...(frames < count && { frame_count: frames }),
    ...(params && { base_params: params }),
    ...(made && { picture: made }),
  };
}

export function DrawSheet({ number, count, isPending, error, onDraw, onClose }: Props) {
  const [frames, setFrames] = useState(count);
  const [base, setBase] = useState<ShotParams>({});
  const [picture, setPicture] = useState<PictureOptions>({});
  const problem = formError(error, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending) onDraw(drawingOf(count, frames, base, picture));
  };
  return (
    <Sheet title={`Frames of scene ${number}`} isOpen onClose={onClose} className="md:w-[560px]">
      <Form aria-label={`Frames of scene ${number}`} onSubmit={submit} className="flex flex-col gap-5">
        <PictureFields value={picture} onChange={setPicture} />
        <section aria-labelledby="for-all" className="flex flex-col gap-4 border-t border-line pt-4">
          <h3 id="for-all" className="section-title">
            For all of them, in place of their own
          </h3>
          <DirectionFields value={base} onChange={setBase} />
        </section>
        {count > 1 && count <= MOST && (
          <SliderField
            label="How many"
            min={1}
            max={count}
            value={frames}
            said={(n) => (n === count ? 'All' : `The first ${plural(n, 'frame')}`)}
            onChange={setFrames}
          />
        )}
        {problem && <Notice>{problem}</Notice>}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>Leave it</Button>
          <Button type="submit" tone="go" isPending={isPending}>
            Draw frames
          </Button>
        </div>
      </Form>
    </Sheet>
  );
}
