// Grey bars where text will be. Shown only when an answer takes its time, so that quick ones do not flicker.
import { useEffect, useState } from 'react';

const PATIENCE_MS = 250;

export function Waiting({ lines = 4 }: { lines?: number }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-3 p-4">
      {late &&
        ['w-2/3', 'w-11/12', 'w-4/5', 'w-1/2', 'w-5/6', 'w-3/5']
          .slice(0, lines)
          .map((width) => <span key={width} className={`h-3 rounded-[2px] bg-raised ${width}`} />)}
    </div>
  );
}
