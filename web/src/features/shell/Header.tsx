import { Link } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { Account } from '../../api/client';
import { AccountMenu } from './AccountMenu';
import { Connection } from './Connection';
import { JobSummary } from './JobSummary';
import { roomsFor } from './rooms';

const TAB =
  'relative flex items-center px-2.5 text-[13px] text-ink-2 ring-inset-focus hover:text-ink aria-[current=page]:text-ink ' +
  'aria-[current=page]:after:absolute aria-[current=page]:after:inset-x-2.5 aria-[current=page]:after:bottom-0 ' +
  'aria-[current=page]:after:h-[2px] aria-[current=page]:after:bg-tungsten';

export const Header = ({ account, onFind }: { account: Account; onFind: () => void }) => (
  <header className="flex items-center gap-4 border-b border-line bg-panel px-4 md:gap-5">
    <Link to="/scripts" className="wide flex items-center gap-2.5 text-[14px]">
      <img src="/mark.svg" alt="" className="size-5" /> Spool
    </Link>
    <nav aria-label="Rooms" className="flex h-full items-stretch gap-1 max-md:hidden">
      {roomsFor(account).map(({ to, label }) => (
        <Link key={to} to={to} className={TAB}>
          {label}
        </Link>
      ))}
    </nav>
    <div className="ml-auto flex items-center gap-3 md:gap-4">
      <JobSummary />
      <Connection />
      <Button onPress={onFind} className="btn text-dim max-md:w-9 max-md:px-0">
        <Search size={14} aria-hidden />
        <span className="max-lg:sr-only">Find anything</span>
        <kbd aria-hidden className="kbd ml-2 max-lg:hidden">
          Ctrl K
        </kbd>
      </Button>
      <AccountMenu account={account} />
    </div>
  </header>
);
