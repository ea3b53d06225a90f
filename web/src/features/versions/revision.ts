// Revision colours, as pages of a production are printed: a label that names one shows it.
import type { VersionSummary } from '../../api/client';

const COLOURS: Record<string, string> = {
  white: '--color-rev-1',
  blue: '--color-rev-2',
  pink: '--color-rev-3',
  yellow: '--color-rev-4',
  green: '--color-rev-5',
  goldenrod: '--color-rev-6',
  buff: '--color-rev-7',
  salmon: '--color-rev-8',
};

export const REVISIONS = Object.keys(COLOURS);

export function revisionColour(label: string | null | undefined): string | undefined {
  const first = label?.trim().toLowerCase().split(/\s+/)[0] ?? '';
  const name = COLOURS[first];
  return name && `var(${name})`;
}

/** Where a version came from, in words. */
export function sourceWord({ source }: Pick<VersionSummary, 'source'>): string {
  switch (source.kind) {
    case 'job':
      return 'Generated';
    case 'import':
      return `Imported from ${source.file}`;
    case 'restore':
      return `Restored from ${source.from}`;
    case 'text':
      return 'Written by hand';
  }
}
