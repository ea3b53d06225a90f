// The frames of a scene, or one picture, as a job left them.
import { plural } from '../../lib/format';
import { Picture } from '../assets/Picture';
import type { MadeFrames, Refined } from './made';

export const FramesResult = ({ made }: { made: MadeFrames }) => (
  <div className="flex flex-col gap-3">
    <p className="text-[13px] text-ink-2">
      {plural(made.frames.length, 'frame')}, {made.drawn} drawn anew
    </p>
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,180px),1fr))] gap-3">
      {made.frames.map(({ name, picture }) => (
        <li key={name}>
          <Picture asset={picture} alt={`Frame ${name}`} className="aspect-video w-full border border-line" />
          <span className="slate mt-1 block text-[13px]">{name}</span>
        </li>
      ))}
    </ul>
  </div>
);

export const PortraitResult = ({ asset }: { asset: string | undefined }) => (
  <Picture
    asset={asset}
    alt="The portrait"
    className="aspect-[4/5] w-full max-w-[320px] border border-line"
    fit="contain"
  />
);

/** What was made of the words of a refinement. */
export const Understood = ({ made }: { made: Pick<Refined, 'understood' | 'ignored'> }) => (
  <div className="flex flex-col gap-1 text-[12.5px] text-ink-2 wrap-anywhere">
    {made.understood.length > 0 && <p>Done: {made.understood.join(', ')}</p>}
    {made.ignored.length > 0 && <p className="text-tungsten">Not understood: {made.ignored.join(', ')}</p>}
  </div>
);

export const RefinedResult = ({ made }: { made: Refined }) => (
  <div className="flex max-w-[480px] flex-col gap-3">
    <Picture asset={made.picture} alt="The frame" className="aspect-video w-full border border-line" />
    <Understood made={made} />
  </div>
);
