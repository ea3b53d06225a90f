// A picture of the studio's. A new one fades in over the one before, so that a frame never goes blank. What does not fit
// is cut off below, where a board has its slate; a picture of quite another shape is shown whole.
import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { useContent } from './useContent';

interface Props {
  asset: string | null | undefined;
  alt: string;
  className?: string;
  /** What it holds is seen at once, without waiting for the scroll. */
  eager?: boolean;
  fit?: 'cover' | 'contain';
}

/** Shapes that a 16:9 frame may cut: from 4:3 with its slate off to a little wider than the frame. */
const LEAST = 1.3;
const MOST = 1.95;

/** Whether a frame would cut too much of a picture of this size. One that is not known yet is like the others. */
export const isOdd = ({
  naturalWidth,
  naturalHeight,
}: Pick<HTMLImageElement, 'naturalWidth' | 'naturalHeight'>) => {
  const shape = naturalHeight > 0 ? naturalWidth / naturalHeight : LEAST;
  return shape < LEAST || shape > MOST;
};

interface Shown {
  url: string;
  /** What it came over. */
  under: string | undefined;
  odd: boolean;
}

export function Picture({ asset, alt, className = '', eager = false, fit = 'cover' }: Props) {
  const { url, attempt, lost, onError } = useContent(asset);
  const [shown, setShown] = useState<Shown>();
  const isHere = url !== undefined && shown?.url === url;
  const under = isHere ? shown.under : shown?.url;
  const whole = fit === 'contain' || (isHere && shown.odd);
  const look = `absolute inset-0 size-full ${whole ? 'object-contain' : 'object-cover object-top'}`;
  return (
    <span className={`relative block overflow-hidden bg-void ${className}`}>
      {under && <img src={under} alt="" className={look} />}
      {url && !lost && (
        <img
          key={attempt}
          src={url}
          alt={alt}
          data-loaded={isHere}
          loading={eager ? 'eager' : 'lazy'}
          decoding="async"
          onLoad={({ currentTarget }) => {
            const odd = isOdd(currentTarget);
            setShown((old) => (old?.url === url ? old : { url, under: old?.url, odd }));
          }}
          onError={onError}
          className={`${look} picture`}
        />
      )}
      {lost && (
        <span className="absolute inset-0 grid place-items-center text-dim">
          <ImageOff size={20} aria-label={`${alt}: the picture did not come`} />
        </span>
      )}
    </span>
  );
}
