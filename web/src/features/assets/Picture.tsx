// A picture of the studio's. A new one fades in over the one before, so that a frame never goes blank. What does not fit
// is cut off below, where a board has its slate.
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

export function Picture({ asset, alt, className = '', eager = false, fit = 'cover' }: Props) {
  const { url, attempt, lost, onError } = useContent(asset);
  const [shown, setShown] = useState<{ url: string | undefined; under: string | undefined }>();
  const isHere = url !== undefined && shown?.url === url;
  const under = isHere ? shown.under : shown?.url;
  const look = `absolute inset-0 size-full ${fit === 'cover' ? 'object-cover object-top' : 'object-contain'}`;
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
          onLoad={() => setShown((old) => (old?.url === url ? old : { url, under: old?.url }))}
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
