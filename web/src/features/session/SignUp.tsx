import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Field } from '../../ui/Field';
import { useTitle } from '../shell/useTitle';
import { systemQuery, useSignUp } from './queries';
import { SessionPage } from './SessionPage';

const FIELDS = ['display_name', 'email', 'password'] as const;

export function SignUp() {
  const search = useSearch({ from: '/sign-up' });
  const navigate = useNavigate();
  const signUp = useSignUp();
  const system = useQuery({ ...systemQuery, retry: false });
  useTitle('Create an account');
  return (
    <SessionPage
      title="Create an account"
      lead={
        system.data?.first_account
          ? 'You are the first here: this account runs the studio. It lives on this server and nowhere else.'
          : 'It lives on this server and nowhere else.'
      }
      action="Create account"
      error={signUp.error}
      isPending={signUp.isPending}
      fields={FIELDS}
      onSubmit={({ display_name = '', email = '', password = '' }) =>
        signUp.mutate(
          { display_name, email, password },
          { onSuccess: () => navigate({ href: search.to ?? '/scripts' }) },
        )
      }
      foot={
        <>
          Been here before?{' '}
          <Link to="/sign-in" search={search.to ? { to: search.to } : {}} className="link">
            Sign in
          </Link>
        </>
      }
    >
      <Field
        label="Name"
        name="display_name"
        autoComplete="name"
        isRequired
        autoFocus
        hint="As it stands on the title page."
      />
      <Field label="Email" name="email" type="email" autoComplete="username" isRequired />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        isRequired
        minLength={10}
        hint="At least 10 characters. A sentence is easier than a puzzle."
      />
    </SessionPage>
  );
}
