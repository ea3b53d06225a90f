// Camera, hour and sky, each as a shot has it unless something else is chosen.
import type { ShotParams } from '../../api/client';
import { UsualField } from '../pictures/UsualField';
import { HOURS, SKIES } from '../pictures/words';
import { ANGLES, COMPOSITIONS, SIZES } from './words';

interface Props {
  value: ShotParams;
  onChange: (value: ShotParams) => void;
}

const USUAL = 'As planned';

export function DirectionFields({ value, onChange }: Props) {
  const set = (part: ShotParams) => onChange({ ...value, ...part });
  return (
    <div className="grid grid-cols-2 gap-4">
      <UsualField
        label="Shot size"
        usual={USUAL}
        choices={SIZES}
        value={value.shot_size}
        onChange={(size) => set({ shot_size: size ?? null })}
      />
      <UsualField
        label="Camera angle"
        usual={USUAL}
        choices={ANGLES}
        value={value.camera_angle}
        onChange={(angle) => set({ camera_angle: angle ?? null })}
      />
      <UsualField
        label="Composition"
        usual={USUAL}
        choices={COMPOSITIONS}
        value={value.composition}
        onChange={(composition) => set({ composition: composition ?? null })}
      />
      <UsualField
        label="Time of day"
        usual={USUAL}
        choices={HOURS}
        value={value.time_of_day}
        onChange={(hour) => set({ time_of_day: hour ?? null })}
      />
      <UsualField
        label="Weather"
        usual={USUAL}
        choices={SKIES}
        value={value.weather}
        onChange={(sky) => set({ weather: sky ?? null })}
      />
    </div>
  );
}
