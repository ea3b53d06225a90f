// Scene by scene: pages, running time, who speaks.
import { clock, eighths } from '../../lib/format';
import { DataTable } from './DataTable';
import { Heading } from './Heading';
import type { SceneTiming } from './made';

interface Props {
  rows: readonly { name: string; timing: SceneTiming }[];
}

const spoken = ({ speakers }: SceneTiming) =>
  speakers.length ? speakers.map(({ name, lines }) => `${name} (${lines})`).join(', ') : 'Nobody';

export const SceneTimings = ({ rows }: Props) => (
  <DataTable
    label="Scene timings"
    rows={rows}
    columns={[
      { title: 'Scene', cell: ({ name }) => name },
      { title: 'Heading', names: true, cell: ({ timing }) => <Heading>{timing.heading}</Heading> },
      { title: 'Pages', figure: true, cell: ({ timing }) => eighths(timing.eighths) },
      { title: 'Time', figure: true, cell: ({ timing }) => clock(timing.seconds) },
      { title: 'Speakers and their lines', cell: ({ timing }) => spoken(timing) },
    ]}
  />
);
