// A number in its range, by pointer or arrows, with its unit.
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';

interface Props {
  label: string;
  value: number;
  onChange: (value: number) => void;
  min: number;
  max: number;
  step?: number;
  /** As people read it: `45 %`. */
  said: (value: number) => string;
  isDisabled?: boolean;
  /** Whether it differs from where it began. */
  isMoved?: boolean;
}

export const SliderField = ({
  label,
  value,
  onChange,
  min,
  max,
  step = 1,
  said,
  isMoved,
  ...props
}: Props) => (
  <Slider
    {...props}
    value={value}
    onChange={(next) => onChange(Array.isArray(next) ? (next[0] ?? value) : next)}
    minValue={min}
    maxValue={max}
    step={step}
    className="group grid grid-cols-[minmax(0,1fr)_auto] gap-y-1"
  >
    <Label className="label">{label}</Label>
    <SliderOutput className={`text-[12.5px] ${isMoved ? 'font-semibold text-tungsten' : 'text-ink-2'}`}>
      {({ state }) => said(state.values[0] ?? value)}
    </SliderOutput>
    <SliderTrack className="relative col-span-2 h-6 w-full">
      {({ state }) => (
        <>
          <span className="absolute top-1/2 h-[3px] w-full -translate-y-1/2 rounded-full bg-line-2" />
          <span
            className="absolute top-1/2 h-[3px] -translate-y-1/2 rounded-full bg-tungsten group-data-disabled:bg-edge"
            style={{ width: `${state.getThumbPercent(0) * 100}%` }}
          />
          <SliderThumb
            aria-label={label}
            className="top-1/2 size-[15px] rounded-full border-2 border-base bg-tungsten data-disabled:bg-edge data-focus-visible:outline-2 data-focus-visible:outline-offset-2 data-focus-visible:outline-tungsten pointer-coarse:size-6"
          />
        </>
      )}
    </SliderTrack>
  </Slider>
);
