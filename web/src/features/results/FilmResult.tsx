// A finished film where it is one result among others: it plays here, and has a room of its own.
import { Link } from '@tanstack/react-router';
import { Film } from 'lucide-react';
import { clock, plural } from '../../lib/format';
import { useContent } from '../assets/useContent';
import type { FilmFacts } from '../film/chapters';
import { useCaptions } from '../film/useCaptions';

export function FilmResult({ facts, script }: { facts: FilmFacts; script: string | undefined }) {
  const { url, attempt, onError } = useContent(facts.film);
  const poster = useContent(facts.poster).url;
  const track = useCaptions({
    script: script ?? '',
    asset: facts.captions,
    enabled: Boolean(facts.captions) && !facts.burned,
  });
  return (
    <div className="flex max-w-[720px] flex-col items-start gap-3">
      <video
        key={attempt}
        src={url}
        poster={poster}
        controls
        // The poster is seen; the film itself is fetched when somebody wants it.
        preload="none"
        playsInline
        aria-label="The film"
        onError={onError}
        className="aspect-video w-full bg-void"
      >
        <track kind="captions" label="English" srcLang="en" src={track} />
      </video>
      <p className="text-[13px] text-ink-2">
        {clock(facts.durationS)}
        {facts.chapters.length > 0 && `, ${plural(facts.chapters.length, 'scene')}`}
      </p>
      {script && (
        <Link
          to="/scripts/$scriptId/film"
          params={{ scriptId: script }}
          search={{ film: facts.film }}
          className="btn btn-go"
        >
          <Film size={14} aria-hidden /> See it on the screen
        </Link>
      )}
    </div>
  );
}
