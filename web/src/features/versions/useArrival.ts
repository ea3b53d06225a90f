// Says once that the draft one was watching is done, then forgets it, so that going back does not say it again.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { toast } from '../../ui/toasts';

export function useArrival(number: number): void {
  const { fresh } = useSearch({ from: '/app/scripts/$scriptId/versions/$number' });
  const navigate = useNavigate({ from: '/scripts/$scriptId/versions/$number' });
  useEffect(() => {
    if (!fresh) return;
    toast(`Version ${number} is written`);
    void navigate({ search: {}, replace: true });
  }, [fresh, number, navigate]);
}
