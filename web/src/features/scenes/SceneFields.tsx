import { Field } from '../../ui/Field';
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
      <Field label="Tone" name="tone" value={value.tone} onChange={(tone) => set({ tone })} />
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
