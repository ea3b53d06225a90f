// A search that waits for a pause in typing before it asks.
import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
}

const PAUSE_MS = 220;

export function SearchBox({ label, value, onChange, className = '' }: Props) {
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The URL may change under the field (back button, a link): follow it.
  useEffect(() => setTyped(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange(next.trim()), next ? PAUSE_MS : 0);
  };
  return (
    <SearchField aria-label={label} value={typed} onChange={type} className={`group relative ${className}`}>
      <Search size={14} aria-hidden className="absolute top-1/2 left-2.5 -translate-y-1/2 text-dim" />
      <Input placeholder={label} className="input pr-9 pl-8 [&::-webkit-search-cancel-button]:hidden" />
      <Button className="icon-btn absolute top-1/2 right-0.5 size-7 -translate-y-1/2 group-data-empty:hidden">
        <X size={13} />
      </Button>
    </SearchField>
  );
}
