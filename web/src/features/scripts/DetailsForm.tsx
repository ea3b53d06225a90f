// Title, logline, genre and tone. Only what was changed is sent, and only onto what was read: someone else's change in
// between is shown instead of overwritten.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import type { Script, ScriptChange, Tagged } from '../../api/client';
import { keys } from '../../api/keys';
import { fieldErrors, formError, toApiError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Notice } from '../../ui/Notice';
import { toast } from '../../ui/toasts';
import { GenreAndTone } from './GenreAndTone';
import { useChangeScript } from './queries';

const FIELDS = ['title', 'logline', 'genre', 'tone'] as const;
type Draft = Pick<Script, (typeof FIELDS)[number]>;

/** The fields that differ from what was read. */
export function changed(script: Draft, draft: Draft): ScriptChange {
  const out: ScriptChange = {};
  if (draft.title.trim() !== script.title) out.title = draft.title.trim();
  if (draft.logline.trim() !== script.logline) out.logline = draft.logline.trim();
  if (draft.genre !== script.genre) out.genre = draft.genre;
  if (draft.tone !== script.tone) out.tone = draft.tone;
  return out;
}

export function DetailsForm({ script }: { script: Tagged<Script> }) {
  const [read, setRead] = useState(script);
  const [draft, setDraft] = useState<Draft>(script);
  const [unlocked, setUnlocked] = useState(false);
  const change = useChangeScript(script.id);
  const client = useQueryClient();
  const body = changed(read, draft);
  const dirty = Object.keys(body).length > 0;
  // An untouched form follows the script; a touched one waits for the person's word.
  if (read !== script && !dirty) {
    setRead(script);
    setDraft(script);
  }
  const set = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const accept = (next: Tagged<Script>) => {
    setRead(next);
    setDraft(next);
    setUnlocked(false);
  };
  const save = (etag: string | undefined) =>
    change.mutate(
      { body: unlocked ? { ...body, unlock: true } : body, etag },
      {
        onSuccess: (next) => {
          accept(next);
          toast('Saved');
        },
        onError: (error) => {
          if (toApiError(error).status === 412)
            void client.invalidateQueries({ queryKey: keys.scriptDetail(script.id) });
        },
      },
    );
  const stale = toApiError(change.error).status === 412;
  const banner = change.error && !stale ? formError(change.error, FIELDS) : undefined;
  return (
    <Form
      aria-label="Script details"
      validationErrors={fieldErrors(change.error)}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        save(read.etag);
      }}
      className="flex flex-col gap-5"
    >
      {change.error && stale && (
        <Notice
          actions={
            <>
              <Button
                onPress={() => {
                  change.reset();
                  accept(script);
                }}
              >
                Take theirs
              </Button>
              <Button onPress={() => save(undefined)}>Save mine</Button>
            </>
          }
        >
          This was changed elsewhere while you wrote. Their title is “{script.title}”.
        </Notice>
      )}
      {banner && <Notice>{banner}</Notice>}
      <Field label="Title" name="title" value={draft.title} onChange={(title) => set({ title })} isRequired />
      <Field
        label="Logline"
        name="logline"
        rows={4}
        value={draft.logline}
        onChange={(logline) => set({ logline })}
        isRequired
        inputClassName="font-script text-[14px]"
      />
      <GenreAndTone
        locked={script.locked && !unlocked}
        onUnlock={() => setUnlocked(true)}
        genre={draft.genre}
        tone={draft.tone}
        onChange={set}
      />
      <div className="flex gap-2">
        <Button type="submit" tone="go" isDisabled={!dirty} isPending={change.isPending}>
          Save changes
        </Button>
        {dirty && (
          <Button
            tone="quiet"
            onPress={() => {
              change.reset();
              accept(script);
            }}
          >
            Discard
          </Button>
        )}
      </div>
    </Form>
  );
}
