// The measure of one scene.
import { clock, eighths } from '../../lib/format';
import { Facts } from '../../ui/Facts';
import { DataTable } from './DataTable';
import { Heading } from './Heading';
import type { SceneTiming } from './made';

export const SceneTimingResult = ({ timing }: { timing: SceneTiming }) => (
  <div className="flex flex-col gap-4">
    <Heading>{timing.heading}</Heading>
    <Facts
      facts={[
        ['Pages', eighths(timing.eighths)],
        ['Running time', clock(timing.seconds)],
        ['Words spoken', timing.dialogueWords.toLocaleString('en')],
        ['Words of action', timing.actionWords.toLocaleString('en')],
      ]}
    />
    {timing.speakers.length > 0 ? (
      <DataTable
        label="Who speaks"
        rows={timing.speakers}
        columns={[
          { title: 'Who', names: true, cell: ({ name }) => name },
          { title: 'Lines', figure: true, cell: ({ lines }) => lines },
          { title: 'Words', figure: true, cell: ({ words }) => words },
        ]}
      />
    ) : (
      <p className="hint">Nobody speaks.</p>
    )}
  </div>
);
