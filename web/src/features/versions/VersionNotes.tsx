// The two things about a version that may change: its label and its notes.
import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import type { Version } from '../../api/client';
import { fieldErrors, formError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Notice } from '../../ui/Notice';
import { toast } from '../../ui/toasts';
import { useAnnotateVersion } from './queries';

const FIELDS = ['label', 'notes'] as const;

export function VersionNotes({ version }: { version: Version }) {
  const [read, setRead] = useState(version);
  const [label, setLabel] = useState(version.label ?? '');
  const [notes, setNotes] = useState(version.notes);
  const save = useAnnotateVersion(version.script_id, version.number);
  const body = {
    ...(label.trim() !== (read.label ?? '') && { label: label.trim() || null }),
    ...(notes.trim() !== read.notes && { notes: notes.trim() }),
  };
  const dirty = Object.keys(body).length > 0;
  const accept = (next: Version) => {
    setRead(next);
    setLabel(next.label ?? '');
    setNotes(next.notes);
  };
  // Untouched, the fields follow what others write; touched, they wait.
  if (read !== version && !dirty) accept(version);
  const banner = formError(save.error, FIELDS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(body, {
      onSuccess: (saved) => {
        accept(saved);
        toast('Saved');
      },
    });
  };
  return (
    <Form
      aria-label="Label and notes"
      validationErrors={fieldErrors(save.error)}
      onSubmit={submit}
      className="flex flex-col gap-3"
    >
      {banner && <Notice>{banner}</Notice>}
      <Field label="Label" name="label" value={label} onChange={setLabel} placeholder="Blue pages" />
      <Field label="Notes" name="notes" rows={3} value={notes} onChange={setNotes} />
      {dirty && (
        <Button type="submit" isPending={save.isPending} className="self-start">
          Save label and notes
        </Button>
      )}
    </Form>
  );
}
