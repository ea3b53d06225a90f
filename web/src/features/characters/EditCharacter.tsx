// The profile, saved onto what was read; a change made elsewhere in between is told, not overwritten.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import type { Character, Tagged } from '../../api/client';
import { keys } from '../../api/keys';
import { fieldErrors, formError, toApiError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { toast } from '../../ui/toasts';
import { ProfileFields } from './ProfileFields';
import { changedParts, PROFILE_FIELDS, type Profile } from './profile';
import { useChangeCharacter } from './queries';

export function EditCharacter({ character }: { character: Tagged<Character> }) {
  const [read, setRead] = useState(character);
  const [draft, setDraft] = useState<Profile>(character);
  const change = useChangeCharacter(character.id);
  const client = useQueryClient();
  const body = changedParts(read, draft);
  const dirty = Object.keys(body).length > 0;
  const accept = (next: Tagged<Character>) => {
    setRead(next);
    setDraft(next);
  };
  // An untouched form follows the character; a touched one waits for the person's word.
  if (read !== character && !dirty) accept(character);
  const save = (etag: string | undefined) =>
    change.mutate(
      { body, etag },
      {
        onSuccess: (next) => {
          accept(next);
          toast('Saved');
        },
        onError: (error) => {
          if (toApiError(error).status === 412)
            void client.invalidateQueries({ queryKey: keys.character(character.id) });
        },
      },
    );
  const discard = () => {
    change.reset();
    accept(character);
  };
  const stale = toApiError(change.error).status === 412;
  const banner = change.error && !stale ? formError(change.error, PROFILE_FIELDS) : undefined;
  return (
    <Form
      aria-label={`Profile of ${character.name}`}
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
              <Button onPress={discard}>Take theirs</Button>
              <Button onPress={() => save(undefined)}>Save mine</Button>
            </>
          }
        >
          This character was changed elsewhere while you wrote.
        </Notice>
      )}
      {banner && <Notice>{banner}</Notice>}
      <ProfileFields value={draft} onChange={setDraft} />
      <div className="flex gap-2">
        <Button type="submit" tone="go" isDisabled={!dirty} isPending={change.isPending}>
          Save changes
        </Button>
        {dirty && (
          <Button tone="quiet" onPress={discard}>
            Discard
          </Button>
        )}
      </div>
    </Form>
  );
}
