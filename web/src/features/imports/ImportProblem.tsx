// Why a file was not taken, with the line of it that the server complains of.
import { formError } from '../../api/problem';
import { Notice } from '../../ui/Notice';
import { lineOf } from './read';

interface Props {
  error: unknown;
  /** The fields that say what is wrong with themselves. */
  fields: readonly string[];
  lines: readonly string[];
}

export function ImportProblem({ error, fields, lines }: Props) {
  // The body of the request is the file.
  const banner = formError(error, fields)?.replace(/^Body /, 'The file ');
  if (!banner) return null;
  const line = lineOf(banner, lines);
  return (
    <Notice>
      {banner}
      {line && (
        <span className="mt-1.5 block font-script text-[12.5px] wrap-anywhere">
          {line.number}: {line.text || '(an empty line)'}
        </span>
      )}
    </Notice>
  );
}
