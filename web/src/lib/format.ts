// Numbers and moments as people say them.

export const clock = (seconds: number): string => {
  const s = Math.max(0, Math.round(seconds));
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}`;
};

/** Time left: `12 s left`, `1:05 left`; nothing while it is not known. */
export const timeLeft = (seconds: number | null | undefined): string => {
  if (seconds === null || seconds === undefined) return '';
  if (seconds < 1) return 'finishing';
  return seconds < 60 ? `${Math.ceil(seconds)} s left` : `${clock(seconds)} left`;
};

export const percent = (fraction: number): string => `${Math.round(fraction * 100)}%`;

export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function ago(iso: string, now: number): string {
  const past = now - Date.parse(iso);
  if (past < 45_000) return 'just now';
  if (past < HOUR) return `${Math.max(1, Math.round(past / MINUTE))} min ago`;
  if (past < DAY) return `${Math.round(past / HOUR)} h ago`;
  if (past < 7 * DAY) return plural(Math.round(past / DAY), 'day').concat(' ago');
  return day(iso);
}

export const day = (iso: string): string =>
  new Date(iso).toLocaleDateString('en', { day: 'numeric', month: 'long', year: 'numeric' });

export const timeOfDay = (iso: string): string =>
  new Date(iso).toLocaleTimeString('en', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  });

export const exact = (iso: string): string => `${day(iso)}, ${timeOfDay(iso)}`;

/** How long something took: `8 s`, `2:14`. */
export const took = (from: string, to: string): string => {
  const s = Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
  return s < 60 ? `${Math.round(s)} s` : clock(s);
};

/** `science_fiction` as `Science fiction`. */
export const words = (id: string): string => {
  const text = id.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};
