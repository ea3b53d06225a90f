// Says that something is meant to differ in a scene: of whom, and how.
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { freshKey, type Scene } from '../../api/client';
import { fieldErrors, formError, toApiError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Notice } from '../../ui/Notice';
import { SelectField } from '../../ui/SelectField';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/toasts';
import { castOf, scriptQuery } from '../scripts/queries';
import { changeLine } from './DeclaredChanges';
import { type Change, useDeclareChange } from './queries';

const SET = '';
/** As the server has it. */
const MOST_CHARS = 500;

/** A change of the set, or of whoever is named. */
export const changeOf = (who: string, what: string): Change => ({
  subject: who === SET ? { kind: 'set' } : { kind: 'character', name: who },
  what: what.trim(),
});

export function DeclareChange({ scene, onClose }: { scene: Scene; onClose: () => void }) {
  const [who, setWho] = useState(SET);
  const [what, setWhat] = useState('');
  const declare = useDeclareChange(scene);
  const script = useQuery(scriptQuery(scene.script_id)).data;
  const key = useRef(freshKey());
  const banner = formError(declare.error, ['character', 'what']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const change = changeOf(who, what);
    declare.mutate(
      { change, key: key.current },
      {
        onSuccess: () => {
          toast(`Meant so: ${changeLine(change)}`);
          onClose();
        },
        onError: (error) => {
          if (toApiError(error).status !== 0) key.current = freshKey();
        },
      },
    );
  };
  return (
    <Sheet title={`A change in scene ${scene.number}`} isOpen onClose={onClose}>
      <p className="text-[13px] leading-relaxed text-ink-2">
        What differs on purpose is noted on its shots, and costs no points of consistency.
      </p>
      <Form
        aria-label="Declare a change"
        validationErrors={fieldErrors(declare.error)}
        onSubmit={submit}
        className="flex flex-col gap-4"
      >
        {banner && <Notice>{banner}</Notice>}
        <SelectField
          label="Of"
          name="character"
          choices={[
            { id: SET, label: 'The set' },
            ...castOf(script).map((name) => ({ id: name, label: name })),
          ]}
          value={who}
          onChange={setWho}
        />
        <Field
          label="How it differs"
          name="what"
          value={what}
          onChange={setWhat}
          maxLength={MOST_CHARS}
          isRequired
          placeholder={who === SET ? 'The window is broken' : 'The coat is torn at the shoulder'}
        />
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>Leave it</Button>
          <Button type="submit" tone="go" isPending={declare.isPending}>
            Declare
          </Button>
        </div>
      </Form>
    </Sheet>
  );
}
