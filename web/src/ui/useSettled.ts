import { useEffect, useState } from 'react';

/** The value as it is once it has not changed for a while. Equal values are one: they are compared by what they say. */
export function useSettled<T>(value: T, pauseMs: number): T {
  const [settled, setSettled] = useState(value);
  const said = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it says is the value
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [said, pauseMs]);
  return settled;
}
