// Moves a waiting job in the line. The list shows it at once, and goes back when the server says no.
import { type InfiniteData, type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Job } from '../../api/client';
import { keys } from '../../api/keys';
import { ApiError } from '../../api/problem';
import { ordinal } from '../../lib/format';
import { toast, toastError } from '../../ui/toasts';
import { type Move, moved, priorities, type Waiting } from './line';
import { prioritise } from './queries';

interface Pages {
  items: Job[];
}
type Listed = Pages | InfiniteData<Pages>;

const LISTS = [...keys.jobs, 'list'];

function withPriorities(data: Listed, changes: readonly Waiting[]): Listed {
  const next = new Map(changes.map(({ id, priority }) => [id, priority]));
  const put = (page: Pages): Pages => ({
    ...page,
    items: page.items.map((job) => {
      const priority = next.get(job.id);
      return priority === undefined ? job : { ...job, priority };
    }),
  });
  return 'pages' in data ? { ...data, pages: data.pages.map(put) } : put(data);
}

interface Asked {
  line: readonly Waiting[];
  id: string;
  move: Move;
  name: string;
}

export function useMove() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ line, id, move }: Asked) => {
      const changes = priorities(line, id, move);
      if (!changes) throw new ApiError(422);
      for (const change of changes) await prioritise(change.id, change.priority);
    },
    onMutate: async ({ line, id, move, name }: Asked) => {
      await client.cancelQueries({ queryKey: LISTS });
      const before: [QueryKey, Listed | undefined][] = client.getQueriesData<Listed>({ queryKey: LISTS });
      const changes = priorities(line, id, move) ?? [];
      client.setQueriesData<Listed>({ queryKey: LISTS }, (data) => data && withPriorities(data, changes));
      const place = moved(line, id, move).findIndex((job) => job.id === id) + 1;
      toast(`${name} is now ${ordinal(place)} of your waiting jobs`);
      return { before };
    },
    onError: (error, _asked, context) => {
      for (const [key, data] of context?.before ?? []) client.setQueryData(key, data);
      toastError(error);
    },
    onSettled: () => client.invalidateQueries({ queryKey: LISTS }),
  });
}
