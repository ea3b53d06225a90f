// A reader's notes on one scene.
import { Grade } from './Grade';
import type { Notes } from './made';
import { Passage } from './Passage';

export const SceneNotes = ({ notes }: { notes: Notes }) => (
  <div className="flex flex-col gap-4">
    <Grade value={notes.grade} />
    <Passage title="What happens">{notes.summary}</Passage>
    <Passage title="What works">{notes.works}</Passage>
    <Passage title="What to change">{notes.change}</Passage>
  </div>
);
