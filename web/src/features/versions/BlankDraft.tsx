// Nothing is written yet: the title page, and the question what to write.
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { scriptQuery } from '../scripts/queries';
import { TitlePage } from '../scripts/TitlePage';
import { sessionQuery } from '../session/queries';
import { DraftFrame } from './DraftFrame';
import { GenerateForm } from './GenerateForm';

export function BlankDraft({ scriptId }: { scriptId: string }) {
  const script = useSuspenseQuery(scriptQuery(scriptId)).data;
  const author = useQuery(sessionQuery).data?.display_name ?? '';
  return (
    <DraftFrame
      scriptId={scriptId}
      open={undefined}
      label="Title page"
      page={
        <div className="grid h-full place-items-center overflow-auto p-8 max-lg:hidden">
          <div className="w-[440px] max-w-full">
            <TitlePage {...script} author={author} />
          </div>
        </div>
      }
      side={<GenerateForm script={script} title="Write the first draft" />}
    />
  );
}
