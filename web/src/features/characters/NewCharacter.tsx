import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { freshKey } from '../../api/client';
import { fieldErrors, formError, toApiError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { BackToCharacters } from './BackToCharacters';
import { ProfileFields } from './ProfileFields';
import { EMPTY_PROFILE, PROFILE_FIELDS } from './profile';
import { useNewCharacter } from './queries';

export function NewCharacter() {
  const [profile, setProfile] = useState(EMPTY_PROFILE);
  const create = useNewCharacter();
  const key = useRef(freshKey());
  const navigate = useNavigate();
  const banner = formError(create.error, PROFILE_FIELDS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(
      { body: profile, key: key.current },
      {
        onSuccess: ({ id }) => navigate({ to: '/characters/$characterId', params: { characterId: id } }),
        onError: (error) => {
          if (toApiError(error).status !== 0) key.current = freshKey();
        },
      },
    );
  };
  return (
    <Form
      aria-labelledby="new-character"
      validationErrors={fieldErrors(create.error)}
      onSubmit={submit}
      className="mx-auto flex w-full max-w-[640px] flex-col gap-5 px-4 py-6 md:px-8"
    >
      <BackToCharacters />
      <h2 id="new-character" className="room-title">
        New character
      </h2>
      {banner && <Notice>{banner}</Notice>}
      <ProfileFields value={profile} onChange={setProfile} autoFocus />
      <div className="flex gap-2">
        <Button type="submit" tone="go" isPending={create.isPending}>
          Create character
        </Button>
      </div>
    </Form>
  );
}
