import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { VersionSummary } from '../../api/client';
import { words } from '../../lib/format';
import { When } from '../../ui/When';
import { revisionColour, sourceWord } from './revision';

interface Props {
  version: VersionSummary;
  isNewest: boolean;
  isOpen: boolean;
}

export function VersionLink({ version, isNewest, isOpen }: Props) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isOpen) link.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isOpen]);
  return (
    <Link
      ref={link}
      to="/scripts/$scriptId/versions/$number"
      params={{ scriptId: version.script_id, number: String(version.number) }}
      aria-current={isOpen ? 'page' : undefined}
      className="group ring-inset-focus relative block py-2.5 pr-4 pl-5 hover:bg-white/[.03] aria-[current=page]:bg-raised max-lg:px-3 max-lg:py-3 lg:border-b lg:border-line"
    >
      <span
        aria-hidden
        className="absolute inset-y-0 left-0 w-[4px] bg-line-2 opacity-80 group-aria-[current=page]:bg-tungsten group-aria-[current=page]:opacity-100 max-lg:inset-x-0 max-lg:top-auto max-lg:h-[3px] max-lg:w-auto"
        style={{ background: revisionColour(version.label) }}
      />
      <span className="flex items-baseline gap-2 whitespace-nowrap">
        <span className="slate text-[14.5px]">
          <span className="sr-only">Version </span>
          {version.number}
        </span>
        <span className="min-w-0 truncate text-[13px] text-ink-2 max-lg:max-w-[16ch]">
          {version.label || words(version.script_type)}
        </span>
        {isNewest && <span className="ml-auto text-[11.5px] text-tungsten max-lg:hidden">latest</span>}
      </span>
      <span className="mt-0.5 block truncate text-[12px] text-dim max-lg:hidden">
        {sourceWord(version)}, <When at={version.created_at} />
      </span>
    </Link>
  );
}
