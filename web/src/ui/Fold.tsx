// A part that opens where there is no room for it.
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';

export const Fold = ({ title, children }: { title: string; children: ReactNode }) => (
  <Disclosure className="group border-line not-last:border-b">
    <Heading level={2}>
      <Button
        slot="trigger"
        className="ring-inset-focus flex h-11 w-full items-center gap-2 px-4 text-[13px] font-semibold"
      >
        <ChevronRight
          size={14}
          aria-hidden
          className="text-dim transition-transform group-data-expanded:rotate-90"
        />
        {title}
      </Button>
    </Heading>
    <DisclosurePanel>{children}</DisclosurePanel>
  </Disclosure>
);
