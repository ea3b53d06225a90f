// The draft room: versions on the left, the page in the middle, what is known about it on the right. On a narrow screen
// they stand one above the other.
import type { ReactNode } from 'react';
import { VersionRail } from './VersionRail';

interface Props {
  scriptId: string;
  /** Version that is open; none while a job is watched. */
  open: number | undefined;
  label: string;
  page: ReactNode;
  side: ReactNode;
  /** On a narrow screen the side stays in sight while the page moves under it. */
  pinned?: boolean;
}

export const DraftFrame = ({ scriptId, open, label, page, side, pinned }: Props) => (
  <div className="grid min-h-full grid-cols-[minmax(0,1fr)] content-start lg:h-full lg:content-stretch lg:grid-cols-[212px_minmax(0,1fr)_320px] lg:grid-rows-[minmax(0,1fr)]">
    <VersionRail scriptId={scriptId} open={open} />
    <section aria-label={label} className="relative min-w-0 max-lg:order-last lg:h-full lg:min-h-0">
      {page}
    </section>
    <aside
      aria-label="About the draft"
      className={`border-line bg-panel max-lg:border-b lg:overflow-auto lg:border-l ${pinned ? 'max-lg:sticky max-lg:top-0 max-lg:z-10' : ''}`}
    >
      {side}
    </aside>
  </div>
);
