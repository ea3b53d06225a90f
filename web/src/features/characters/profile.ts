// What a profile is made of, in the order a writer thinks of it.
import type { Character } from '../../api/client';

export const PROFILE = [
  { name: 'personality', label: 'Personality', hint: 'How they are when nobody asks.' },
  { name: 'goals', label: 'Goals', hint: 'What they want, and what they need instead.' },
  { name: 'voice', label: 'Voice', hint: 'How they speak: rhythm, words they use, words they never would.' },
  { name: 'backstory', label: 'Backstory', hint: 'What happened before page one.' },
  { name: 'look', label: 'Look', hint: 'What a camera sees.' },
] as const;

export type Profile = Pick<Character, 'name' | (typeof PROFILE)[number]['name']>;

export const EMPTY_PROFILE: Profile = {
  name: '',
  personality: '',
  goals: '',
  voice: '',
  backstory: '',
  look: '',
};

export const PROFILE_FIELDS = ['name', ...PROFILE.map((part) => part.name)] as const;

/** The parts that differ. */
export function changedParts(before: Profile, after: Profile): Partial<Profile> {
  const out: Partial<Profile> = {};
  for (const name of PROFILE_FIELDS) if (before[name] !== after[name].trim()) out[name] = after[name].trim();
  return out;
}
