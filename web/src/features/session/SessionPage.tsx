// The door: a picture of what the studio makes, and a form beside it.
import { type FormEvent, type ReactNode, useId } from 'react';
import { Form } from 'react-aria-components';
import { fieldErrors, formError } from '../../api/problem';
import lamplighter from '../../assets/lamplighter.svg';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';

interface Props {
  title: string;
  lead: ReactNode;
  action: string;
  error: unknown;
  isPending: boolean;
  fields: readonly string[];
  onSubmit: (values: Record<string, string>) => void;
  children: ReactNode;
  foot: ReactNode;
}

export function SessionPage({
  title,
  lead,
  action,
  error,
  isPending,
  fields,
  onSubmit,
  children,
  foot,
}: Props) {
  const heading = useId();
  const banner = formError(error, fields);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values: Record<string, string> = {};
    for (const [name, value] of new FormData(event.currentTarget)) values[name] = String(value);
    onSubmit(values);
  };
  return (
    <main className="grid h-full overflow-auto bg-void max-md:grid-rows-[auto_1fr] md:grid-cols-[1.5fr_minmax(360px,1fr)]">
      <div className="relative overflow-hidden max-md:h-[25vh] max-md:min-h-40">
        <img src={lamplighter} alt="" className="absolute inset-0 size-full object-cover object-[50%_72%]" />
        <p className="absolute inset-x-0 bottom-0 bg-linear-to-t from-black/80 to-transparent px-5 pt-10 pb-4 font-script text-[13px] leading-relaxed text-[#d8d3c6] md:px-8 md:pb-7">
          EXT. CANAL BRIDGE - NIGHT
          <br />A humpback bridge, three lamps. Two burn.
        </p>
      </div>
      <div className="flex flex-col px-6 py-8 md:px-12">
        <p className="wide flex items-center gap-2.5 text-[15px]">
          <img src="/mark.svg" alt="" className="size-6" /> Spool
        </p>
        <Form
          aria-labelledby={heading}
          validationErrors={fieldErrors(error)}
          onSubmit={submit}
          className="m-auto flex w-full max-w-[340px] flex-col gap-4 py-8 max-md:mt-0 max-md:max-w-none"
        >
          <div>
            <h1 id={heading} className="wide text-[22px]">
              {title}
            </h1>
            <p className="mt-1.5 text-[13px] leading-relaxed text-ink-2">{lead}</p>
          </div>
          {banner && <Notice>{banner}</Notice>}
          {children}
          <Button type="submit" tone="go" isPending={isPending} className="mt-1 h-10">
            {action}
          </Button>
          <p className="text-[13px] text-ink-2">{foot}</p>
        </Form>
      </div>
    </main>
  );
}
