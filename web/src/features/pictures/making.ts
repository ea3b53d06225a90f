// How a production makes what it makes, as it is sent.
import type { FilmOptions, PictureOptions } from '../../api/client';
import { said } from './words';

/** What a production is asked for beside its scope. */
export interface Making {
  film?: FilmOptions;
  picture?: PictureOptions;
}

/** What is usual is not said. */
export function makingOf(film: FilmOptions, picture: PictureOptions): Making {
  const [ofFilm, ofPicture] = [said(film), said(picture)];
  return { ...(ofFilm && { film: ofFilm }), ...(ofPicture && { picture: ofPicture }) };
}
