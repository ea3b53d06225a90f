// A screenplay file that somebody chose: what was read of it, or what is wrong with it.
import { useState } from 'react';
import { type Reading, readFile, Unreadable } from './read';

export interface Chosen {
  file: File;
  reading: Reading;
}

export function useFile() {
  const [chosen, setChosen] = useState<Chosen>();
  const [wrong, setWrong] = useState<string>();
  const take = async (file: File | undefined) => {
    if (!file) return;
    setWrong(undefined);
    try {
      setChosen({ file, reading: await readFile(file) });
    } catch (error) {
      const why = error instanceof Unreadable ? error.message : 'The file could not be read.';
      setWrong(`${file.name}: ${why}`);
    }
  };
  return { chosen, wrong, take, close: () => setChosen(undefined), forgive: () => setWrong(undefined) };
}
