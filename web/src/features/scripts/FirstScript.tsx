// Nobody has written anything yet: one sentence is enough to begin.
import { useNavigate } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { ImportDrop } from '../imports/ImportDrop';

const EXAMPLES = [
  'The last lamplighter in a city going electric has one night to relight a single bridge.',
  'A deaf sound editor finds a murder in the silence between two takes.',
  'Two rival food-truck owners share one parking space and, by accident, one grandmother.',
];

export function FirstScript() {
  const [logline, setLogline] = useState('');
  const navigate = useNavigate();
  return (
    <div className="mx-auto flex min-h-full w-full max-w-[680px] flex-col justify-center px-5 py-12">
      <h1 className="wide text-[26px] leading-tight">What is the film about?</h1>
      <p className="mt-2 max-w-[56ch] text-[14px] leading-relaxed text-ink-2">
        One sentence: who wants what, and what stands in the way. Spool drafts it scene by scene while you
        watch, and keeps every draft.
      </p>
      <Form
        className="mt-6 flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void navigate({ to: '/scripts/new', search: { logline: logline.trim() || undefined } });
        }}
      >
        <Field
          label="Logline"
          rows={3}
          value={logline}
          onChange={setLogline}
          isRequired
          inputClassName="font-script text-[16px] leading-[1.5]"
        />
        <div>
          <Button type="submit" tone="go" className="h-10 px-5">
            Begin the first script <ArrowRight size={15} aria-hidden />
          </Button>
        </div>
      </Form>
      <ImportDrop className="mt-8" />
      <h2 className="label mt-8 mb-1">Or start from one of these</h2>
      <ul className="border-t border-line">
        {EXAMPLES.map((example) => (
          <li key={example} className="border-b border-line">
            <Button
              tone="quiet"
              className="h-auto w-full justify-start px-2 py-2.5 text-left font-script text-[13.5px] leading-relaxed font-normal whitespace-normal"
              onPress={() => setLogline(example)}
            >
              {example}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
