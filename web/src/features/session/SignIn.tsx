import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Field } from '../../ui/Field';
import { useTitle } from '../shell/useTitle';
import { useSignIn } from './queries';
import { SessionPage } from './SessionPage';

const FIELDS = ['email', 'password'] as const;

export function SignIn() {
  const search = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const signIn = useSignIn();
  useTitle('Sign in');
  return (
    <SessionPage
      title="Sign in"
      lead={
        search.over
          ? 'Your session has ended. Sign in to go on where you were.'
          : 'Every draft is where you left it.'
      }
      action="Sign in"
      error={signIn.error}
      isPending={signIn.isPending}
      fields={FIELDS}
      onSubmit={({ email = '', password = '' }) =>
        signIn.mutate({ email, password }, { onSuccess: () => navigate({ href: search.to ?? '/scripts' }) })
      }
      foot={
        <>
          No account here yet?{' '}
          <Link to="/sign-up" search={search.to ? { to: search.to } : {}} className="link">
            Create one
          </Link>
        </>
      }
    >
      <Field label="Email" name="email" type="email" autoComplete="username" isRequired autoFocus />
      <Field label="Password" name="password" type="password" autoComplete="current-password" isRequired />
    </SessionPage>
  );
}
