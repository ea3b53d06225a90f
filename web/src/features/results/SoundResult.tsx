// What there is to hear, each by its name.
import { useContent } from '../assets/useContent';
import type { Sound } from './made';

export const SoundResult = ({ sounds }: { sounds: readonly Sound[] }) =>
  sounds.length === 0 ? (
    <p className="hint">There is nothing to hear.</p>
  ) : (
    <ul className="flex max-w-[480px] flex-col gap-3">
      {sounds.map((sound) => (
        <li key={sound.asset}>
          <Track {...sound} />
        </li>
      ))}
    </ul>
  );

function Track({ name, asset }: Sound) {
  const { url, attempt, onError } = useContent(asset);
  return (
    <figure className="flex flex-col gap-1.5">
      <figcaption className="label">{name}</figcaption>
      {/* biome-ignore lint/a11y/useMediaCaption: the words are those of the screenplay, and the film has captions */}
      <audio
        key={attempt}
        src={url}
        controls
        preload="metadata"
        aria-label={name}
        onError={onError}
        className="w-full"
      />
    </figure>
  );
}
