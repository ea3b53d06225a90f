// On a phone the open character covers the list; this is the way back.
import { Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';

export const BackToCharacters = () => (
  <Link
    to="/characters"
    search={(old) => old}
    className="-ml-1 flex w-max items-center gap-1 py-1 text-[13px] text-ink-2 lg:hidden"
  >
    <ChevronLeft size={15} aria-hidden /> Characters
  </Link>
);
