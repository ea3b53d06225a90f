import { Field } from '../../ui/Field';
import { SelectField } from '../../ui/SelectField';
import { TONES } from '../scripts/vocabulary';
import type { SceneDraft } from './queries';

interface Props {
  value: SceneDraft;
  onChange: (value: SceneDraft) => void;
}

export const SceneFields = ({ value, onChange }: Props) => {
  const set = (part: Partial<SceneDraft>) => onChange({ ...value, ...part });
  return (
    <>
      <Field
        label="Setting"
        name="setting"
        value={value.setting}
        onChange={(setting) => set({ setting })}
        isRequired
        placeholder="EXT. CANAL BRIDGE - NIGHT"
        inputClassName="font-script text-[14px]"
      />
      <Field
        label="Goal"
        name="goal"
        rows={2}
        value={value.goal}
        onChange={(goal) => set({ goal })}
        hint="What somebody wants here."
      />
      <Field
        label="Tension"
        name="tension"
        rows={2}
        value={value.tension}
        onChange={(tension) => set({ tension })}
        hint="What stands in the way."
      />
      <SelectField
        label="Tone"
        name="tone"
        choices={TONES}
        value={value.tone}
        onChange={(tone) => set({ tone })}
        className="sm:w-60"
      />
      <Field
        label="Content"
        name="content"
        rows={8}
        value={value.content}
        onChange={(content) => set({ content })}
        inputClassName="font-script text-[13.5px]"
      />
    </>
  );
};
