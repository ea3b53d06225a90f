// The script's own card: names and nature, who is in it, and its way to the archive.
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from '../../ui/Button';
import { toast, toastError } from '../../ui/toasts';
import { Cast } from './Cast';
import { DetailsForm } from './DetailsForm';
import { scriptQuery, useArchiveScript } from './queries';

export function ScriptDetails() {
  const { scriptId } = useParams({ from: '/app/scripts/$scriptId' });
  const script = useSuspenseQuery(scriptQuery(scriptId)).data;
  const archive = useArchiveScript();
  const put = (archived: boolean) =>
    archive.mutate(
      { id: script.id, archived },
      {
        onError: toastError,
        onSuccess: () =>
          toast(archived ? `${script.title} is archived` : `${script.title} is back`, () =>
            archive.mutate({ id: script.id, archived: !archived }),
          ),
      },
    );
  return (
    <div className="h-full overflow-auto">
      <div className="mx-auto grid w-full max-w-[1080px] gap-x-12 gap-y-10 px-4 py-6 md:px-8 lg:grid-cols-[minmax(0,1fr)_340px]">
        <DetailsForm key={script.id} script={script} />
        <div className="flex flex-col gap-10">
          <Cast script={script} />
          <section
            aria-labelledby="archive-title"
            className="flex flex-col items-start gap-2.5 border-t border-line pt-5"
          >
            <h2 id="archive-title" className="section-title">
              {script.archived ? 'Archived' : 'Archive'}
            </h2>
            <p className="hint">
              {script.archived
                ? 'Out of the list, with every draft and its history.'
                : 'Takes the script off the list. Every draft and its history are kept.'}
            </p>
            <Button isPending={archive.isPending} onPress={() => put(!script.archived)}>
              {script.archived ? 'Bring it back' : 'Archive script'}
            </Button>
          </section>
        </div>
      </div>
    </div>
  );
}
