// How everybody in a shot is staged: what they do, which way they are turned, and where they stand.
import type { Shot } from '../../api/client';
import { SelectField } from '../../ui/SelectField';
import { SliderField } from '../../ui/SliderField';
import { POSES } from './words';

type Figure = Shot['figures'][number];

interface Props {
  value: readonly Figure[];
  onChange: (figures: Figure[]) => void;
  isDisabled: boolean;
}

/** As far from the middle as the stage goes by the sliders, in metres; who stands farther keeps their place. */
const STAGE_M = 4;
/** Steps in a metre. The sliders count in steps, which are whole numbers. */
const STEPS = 10;
const STEP_DEG = 5;

/** A direction as the frame shows it. */
export function turned(degrees: number): string {
  const away = Math.abs(degrees);
  if (away < 8) return 'To the camera';
  if (away > 172) return 'Away from it';
  return `${Math.round(away)}° ${degrees > 0 ? 'right' : 'left'}`;
}

export const FiguresField = ({ value, onChange, isDisabled }: Props) => (
  <>
    {value.map((figure, at) => (
      <Staging
        key={figure.character}
        figure={figure}
        isDisabled={isDisabled}
        onChange={(part) => onChange(value.map((old, i) => (i === at ? { ...old, ...part } : old)))}
      />
    ))}
  </>
);

interface StagingProps {
  figure: Figure;
  onChange: (part: Partial<Figure>) => void;
  isDisabled: boolean;
}

const Staging = ({ figure, onChange, isDisabled }: StagingProps) => (
  <fieldset className="flex flex-col gap-3 rounded-[3px] border border-line p-3">
    <legend className="px-1 text-[12.5px] font-semibold text-ink-2">{figure.character}</legend>
    <div className="grid grid-cols-2 gap-x-4 gap-y-3">
      <SelectField
        label="Does"
        choices={POSES}
        value={figure.pose}
        isDisabled={isDisabled}
        onChange={(pose) => onChange({ pose })}
      />
      <SliderField
        label="Turned"
        min={-180}
        max={180}
        step={STEP_DEG}
        value={Math.round(figure.facing / STEP_DEG) * STEP_DEG}
        said={turned}
        isDisabled={isDisabled}
        onChange={(facing) => onChange({ facing })}
      />
      <Place
        label="Across"
        ways={['left', 'right']}
        value={figure.x}
        isDisabled={isDisabled}
        onChange={(x) => onChange({ x })}
      />
      <Place
        label="Depth"
        ways={['back', 'nearer']}
        value={figure.z}
        isDisabled={isDisabled}
        onChange={(z) => onChange({ z })}
      />
    </div>
  </fieldset>
);

interface PlaceProps {
  label: string;
  /** What less is called, and what more is. */
  ways: readonly [string, string];
  /** Metres from the middle. */
  value: number;
  onChange: (value: number) => void;
  isDisabled: boolean;
}

function Place({ label, ways: [less, more], value, onChange, isDisabled }: PlaceProps) {
  const reach = Math.max(STAGE_M, Math.ceil(Math.abs(value))) * STEPS;
  const said = (steps: number) =>
    steps === 0 ? 'Middle' : `${(Math.abs(steps) / STEPS).toFixed(1)} m ${steps < 0 ? less : more}`;
  return (
    <SliderField
      label={label}
      min={-reach}
      max={reach}
      value={Math.round(value * STEPS)}
      said={said}
      isDisabled={isDisabled}
      onChange={(steps) => onChange(steps / STEPS)}
    />
  );
}
