// The whole: how long it plays, scene after scene, and what everybody has to say.
import { clock, eighths } from '../../lib/format';
import { Facts } from '../../ui/Facts';
import { stripColour } from '../scenes/strip';
import { DataTable } from './DataTable';
import { Heading } from './Heading';
import type { ScriptTiming, Strip } from './made';

export const RunningTime = ({ timing }: { timing: ScriptTiming }) => (
  <div className="flex flex-col gap-5">
    <p className="wide text-[26px] leading-none">
      {clock(timing.seconds)}
      <span className="ml-2.5 text-[13px] font-normal text-dim">
        {timing.pages || eighths(timing.eighths)} pages
      </span>
    </p>
    {timing.scenes.length > 0 && <Strips scenes={timing.scenes} />}
    <Facts
      facts={[
        ['Words spoken', timing.dialogueWords.toLocaleString('en')],
        ['Words of action', timing.actionWords.toLocaleString('en')],
      ]}
    />
    <section>
      <h3 className="section-title mb-1.5">One-liner</h3>
      <DataTable
        label="One-liner"
        rows={timing.scenes}
        columns={[
          { title: 'At', figure: true, cell: ({ atS }) => clock(atS) },
          { title: 'Heading', names: true, cell: ({ heading }) => <Heading>{heading}</Heading> },
          { title: 'Pages', figure: true, cell: (scene) => eighths(scene.eighths) },
          { title: 'Time', figure: true, cell: ({ seconds }) => clock(seconds) },
          { title: 'Speakers', cell: ({ speakers }) => speakers.join(', ') },
        ]}
      />
    </section>
    {timing.cast.length > 0 && (
      <section>
        <h3 className="section-title mb-1.5">Cast</h3>
        <DataTable
          label="Cast"
          rows={timing.cast}
          columns={[
            { title: 'Who', names: true, cell: ({ name }) => name },
            { title: 'Scenes', figure: true, cell: ({ scenes }) => scenes },
            { title: 'Lines', figure: true, cell: ({ lines }) => lines },
            { title: 'Words', figure: true, cell: ({ words }) => words.toLocaleString('en') },
          ]}
        />
      </section>
    )}
  </div>
);

/** Every scene as wide as it is long. The table says the same in words. */
const Strips = ({ scenes }: { scenes: readonly Strip[] }) => (
  <div aria-hidden className="flex h-9 gap-[2px]">
    {scenes.map((scene) => (
      <span
        key={scene.atS}
        title={`${clock(scene.atS)} ${scene.heading}, ${clock(scene.seconds)}`}
        className="min-w-[2px] rounded-[1px] opacity-80 hover:opacity-100"
        style={{
          flexGrow: Math.max(scene.seconds, 0.5),
          flexBasis: 0,
          background: stripColour(scene.heading),
        }}
      />
    ))}
  </div>
);
