// How pictures and films can be asked for, in people's words. A word that the schema gains and this file lacks is a type
// error. What is left as usual is not sent: the server decides.
import type { FilmOptions, PictureOptions, ShotParams } from '../../api/client';
import { chosen } from '../../ui/chosen';
import type { Choice } from '../../ui/SelectField';

type Word<T> = Extract<NonNullable<T>, string>;

export const SHAPES = chosen<Word<PictureOptions['aspect_ratio']>>({
  '16:9': '16:9',
  '2.39:1': '2.39:1',
  '4:3': '4:3',
  '1:1': '1:1',
  '9:16': '9:16',
});

export const QUALITIES = chosen<Word<PictureOptions['quality']>>({
  preview: 'Preview, 360 lines',
  standard: 'Standard, 720 lines',
  high: 'High, 1080 lines',
  '4k': '4K, 2160 lines',
});

export const STYLES = chosen<Word<PictureOptions['style']>>({
  marker: 'Ink and grey marker',
  colour: 'Ink and colour',
  pencil: 'Pencil',
  render: 'Light alone, undrawn',
});

export const ENGINES = chosen<Word<PictureOptions['engine']>>({
  storyboard: 'Storyboard renderer',
  diffusion: 'Diffusion model',
});

export const HOURS = chosen<Word<ShotParams['time_of_day']>>({
  day: 'Day',
  night: 'Night',
  dawn: 'Dawn',
  dusk: 'Dusk',
});

export const SKIES = chosen<Word<ShotParams['weather']>>({
  clear: 'Clear',
  rain: 'Rain',
  snow: 'Snow',
  fog: 'Fog',
  storm: 'Thunderstorm',
  wind: 'Wind',
});

export const FORMATS = chosen<Word<FilmOptions['format']>>({ mp4: 'MP4', webm: 'WebM' });

export const CAPTIONS = chosen<Word<FilmOptions['captions']>>({
  track: 'To switch on',
  burned: 'In the picture',
  none: 'None',
});

export const TRANSITIONS = chosen<Word<FilmOptions['transitions']>>({
  cuts: 'Cuts',
  scene_crossfades: 'Scenes fade',
  crossfades: 'All fade',
});

export const RATES: readonly Choice<'24' | '25' | '30'>[] = [
  { id: '24', label: '24' },
  { id: '25', label: '25' },
  { id: '30', label: '30' },
];

/** What is said in options; `undefined` when that is nothing. */
export function said<T extends object>(options: T): T | undefined {
  const entries = Object.entries(options).filter(
    ([, value]) => value !== undefined && value !== null && value !== false,
  );
  return entries.length ? (Object.fromEntries(entries) as T) : undefined;
}
