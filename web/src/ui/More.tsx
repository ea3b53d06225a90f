// The rest of a long list, on request.
import { Button } from './Button';

interface Props {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

export const More = ({ query }: Props) =>
  query.hasNextPage ? (
    <div className="flex justify-center py-5">
      <Button isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
        {query.isFetchingNextPage ? 'Loading' : 'Show more'}
      </Button>
    </div>
  ) : null;
