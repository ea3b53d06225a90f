// Production strip colours: white for interiors by day, yellow for exteriors by day, blue and green for their nights.

export function stripColour(setting: string): string {
  const text = setting.toUpperCase();
  if (/\b(DAWN|DUSK|SUNRISE|SUNSET|MAGIC HOUR)\b/.test(text)) return 'var(--color-strip-dawn)';
  const night = /\b(NIGHT|EVENING|MIDNIGHT)\b/.test(text) ? 'night' : 'day';
  const outside = /^\.?(EXT|EST)/.test(text) ? 'ext' : 'int';
  return `var(--color-strip-${outside}-${night})`;
}
