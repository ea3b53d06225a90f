import { Field } from '../../ui/Field';
import { PROFILE, type Profile } from './profile';

interface Props {
  value: Profile;
  onChange: (value: Profile) => void;
  autoFocus?: boolean;
}

export const ProfileFields = ({ value, onChange, autoFocus = false }: Props) => (
  <>
    <Field
      label="Name"
      name="name"
      value={value.name}
      onChange={(name) => onChange({ ...value, name })}
      isRequired
      autoFocus={autoFocus}
      inputClassName="text-[15px]"
    />
    {PROFILE.map(({ name, label, hint }) => (
      <Field
        key={name}
        label={label}
        name={name}
        rows={2}
        value={value[name]}
        onChange={(text) => onChange({ ...value, [name]: text })}
        hint={hint}
      />
    ))}
  </>
);
