// What a script may cost, and what it has.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type Budget, http, unwrapTagged } from '../../api/client';
import { keys } from '../../api/keys';

export const budgetQuery = (scriptId: string) =>
  queryOptions({
    queryKey: keys.budget(scriptId),
    queryFn: ({ signal }) =>
      unwrapTagged(http.GET('/api/v1/scripts/{id}/budget', { params: { path: { id: scriptId } }, signal })),
  });

export function useSetBudget(scriptId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Budget) =>
      unwrapTagged(http.PUT('/api/v1/scripts/{id}/budget', { params: { path: { id: scriptId } }, body })),
    onSuccess: (spending) => {
      client.setQueryData(keys.budget(scriptId), spending);
      void client.invalidateQueries({ queryKey: keys.spendings(scriptId) });
    },
  });
}
