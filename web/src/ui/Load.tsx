// A query's three faces: still coming, failed with a way to ask again, here.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sentence, toApiError } from '../api/problem';
import { Button } from './Button';
import { Notice } from './Notice';
import { Waiting } from './Waiting';

interface Props<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  children: (data: T) => ReactNode;
  waiting?: ReactNode;
}

export function Load<T>({ query, children, waiting }: Props<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (!query.error) return <>{waiting ?? <Waiting />}</>;
  const error = toApiError(query.error);
  return (
    <div className="mx-auto w-full max-w-[60ch] p-4">
      <Notice actions={<Button onPress={() => void query.refetch()}>Try again</Button>}>
        {error.status === 404 ? 'There is nothing here, or it is not yours to see.' : sentence(error.message)}
      </Notice>
    </div>
  );
}
