// Why a version was not saved. A head that moved is the ordinary case: somebody, or a job, was faster.
import { formError, toApiError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';

interface Props {
  error: unknown;
  head: number | undefined;
  onSaveOn: (parent: number) => void;
}

export function WriteProblem({ error, head, onSaveOn }: Props) {
  if (!error) return <div />;
  const conflict = toApiError(error).kind === 'head_moved' && head !== undefined;
  return (
    <div className="p-3">
      <Notice actions={conflict && <Button onPress={() => onSaveOn(head)}>Save it on top of {head}</Button>}>
        {conflict
          ? `Version ${head} was added while you wrote. Your text is still here. `
          : formError(error, [])}
      </Notice>
    </div>
  );
}
