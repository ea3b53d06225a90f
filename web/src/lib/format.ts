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

/** Until its turn: `starts in 12 s`. */
export const startsIn = (seconds: number | null | undefined): string => {
  if (seconds === null || seconds === undefined || seconds < 1) return '';
  return `starts in ${seconds < 60 ? `${Math.ceil(seconds)} s` : clock(seconds)}`;
};

/** A stretch of time in words: `12 s`, `3 min 20 s`, `2 h 5 min`. */
export const stretch = (ms: number): string => {
  if (ms <= 0) return '0 s';
  if (ms < 1000) return 'under 1 s';
  const s = Math.round(ms / 1000);
  if (s < 60) return `${s} s`;
  if (s < 3600) return [`${Math.floor(s / 60)} min`, s % 60 ? `${s % 60} s` : ''].filter(Boolean).join(' ');
  const min = Math.round(s / 60);
  return [`${Math.floor(min / 60).toLocaleString('en')} h`, min % 60 ? `${min % 60} min` : '']
    .filter(Boolean)
    .join(' ');
};

/** Millionths of a dollar as dollars: cents, and more places where cents say nothing. */
export const dollars = (micros: number): string => {
  if (micros === 0) return '$0';
  const places = micros < 10_000 ? 4 : 2;
  return `$${(micros / 1e6).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: places })}`;
};

/** Time and, where there is any, money. */
export const price = ({ compute_ms, usd_micros }: { compute_ms: number; usd_micros: number }): string =>
  usd_micros > 0 ? `${stretch(compute_ms)}, ${dollars(usd_micros)}` : stretch(compute_ms);

/** Pages as schedules count them: `1 4/8`. */
export const eighths = (n: number): string => {
  const whole = Math.floor(n / 8);
  const rest = n % 8;
  return [whole || (rest ? '' : '0'), rest ? `${rest}/8` : ''].filter(Boolean).join(' ');
};

const ORDINAL = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIX: Record<string, string> = { one: 'st', two: 'nd', few: 'rd' };
export const ordinal = (n: number): string => `${n}${SUFFIX[ORDINAL.select(n)] ?? 'th'}`;

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
  if (s < 1) return 'under 1 s';
  return s < 59.5 ? `${Math.round(s)} s` : clock(s);
};

/** `science_fiction` as `Science fiction`. */
export const words = (id: string): string => {
  const text = id.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};
