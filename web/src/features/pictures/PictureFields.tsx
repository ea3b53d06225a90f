// How pictures are made: their shape and size, the hand, the engine, and whether their light is kept.
import type { PictureOptions } from '../../api/client';
import { ChoiceField } from '../../ui/ChoiceField';
import { SelectField } from '../../ui/SelectField';
import { Toggle } from '../../ui/Toggle';
import { UsualField } from './UsualField';
import { ENGINES, QUALITIES, SHAPES, STYLES } from './words';

interface Props {
  /** The shape of what is asked for without one. */
  usualShape?: (typeof SHAPES)[number]['id'];
  value: PictureOptions;
  onChange: (value: PictureOptions) => void;
}

export function PictureFields({ usualShape = '16:9', value, onChange }: Props) {
  const set = (part: PictureOptions) => onChange({ ...value, ...part });
  return (
    <>
      <ChoiceField
        label="Aspect ratio"
        choices={SHAPES}
        value={value.aspect_ratio ?? usualShape}
        onChange={(aspect_ratio) => set({ aspect_ratio: aspect_ratio === usualShape ? null : aspect_ratio })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="Resolution"
          choices={QUALITIES}
          value={value.quality ?? 'standard'}
          onChange={(quality) => set({ quality: quality === 'standard' ? null : quality })}
        />
        <UsualField
          label="Style"
          usual="As usual"
          choices={STYLES}
          value={value.style}
          onChange={(style) => set({ style: style ?? null })}
        />
        <SelectField
          label="Engine"
          choices={ENGINES}
          value={value.engine ?? 'storyboard'}
          // Only the renderer knows the light.
          onChange={(engine) => set(engine === 'diffusion' ? { engine, exr: false } : { engine: null })}
        />
      </div>
      {value.engine !== 'diffusion' && (
        <Toggle isSelected={value.exr ?? false} onChange={(exr) => set({ exr })}>
          With OpenEXR files: linear light, depth, normals
        </Toggle>
      )}
    </>
  );
}
