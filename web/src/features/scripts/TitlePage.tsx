// The script's title page, as it will look: for the new-script form and for a script that has no draft yet.
import type { Format, Genre, Tone } from '../../api/client';
import { words } from '../../lib/format';

interface Props {
  title: string;
  author: string;
  logline: string;
  format: Format;
  genre: Genre;
  tone: Tone;
}

export const TitlePage = ({ title, author, logline, format, genre, tone }: Props) => (
  <div
    aria-hidden
    className="self-start border border-page-edge bg-page p-8 font-script text-[13px] leading-normal text-page-ink shadow-[0_10px_30px_#0006] max-lg:hidden lg:sticky lg:top-6"
  >
    <div className="flex aspect-[1/1.18] flex-col">
      <div className="flex flex-1 flex-col items-center justify-center gap-4 text-center">
        <p className="text-[16px] font-bold uppercase underline decoration-1 underline-offset-4 wrap-anywhere">
          {title || 'Untitled'}
        </p>
        <p>Written by</p>
        <p>{author}</p>
      </div>
      <p className="line-clamp-4 max-w-[40ch] text-page-dim wrap-anywhere">{logline}</p>
      <p className="mt-3 text-page-dim">
        {words(format)}, {words(genre).toLowerCase()}, {words(tone).toLowerCase()}
      </p>
    </div>
  </div>
);
