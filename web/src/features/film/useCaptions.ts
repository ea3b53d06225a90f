// The captions of a film as a track the video takes: fetched here, so that they come with the session.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { http, unwrap } from '../../api/client';
import { keys } from '../../api/keys';

interface Of {
  script: string;
  /** Those made with the film. */
  asset: string | undefined;
  /** Whether there is no better source than the script. */
  enabled: boolean;
}

const captionsQuery = ({ script, asset }: Of) =>
  queryOptions({
    queryKey: keys.exported(script, { captions: asset ?? 'script' }),
    queryFn: ({ signal }) =>
      asset
        ? unwrap(
            http.GET('/api/v1/assets/{id}/content', {
              params: { path: { id: asset } },
              parseAs: 'text',
              signal,
            }),
          )
        : unwrap(
            http.GET('/api/v1/scripts/{id}/export', {
              params: { path: { id: script }, query: { format: 'vtt' } },
              parseAs: 'text',
              signal,
            }),
          ),
    retry: false,
  });

/** An address of the captions within this page; `undefined` until they are here, or when there are none. */
export function useCaptions(of: Of): string | undefined {
  const text = useQuery({ ...captionsQuery(of), enabled: of.enabled }).data;
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (typeof text !== 'string' || !text.startsWith('WEBVTT')) return;
    const made = URL.createObjectURL(new Blob([text], { type: 'text/vtt' }));
    setUrl(made);
    return () => {
      setUrl(undefined);
      URL.revokeObjectURL(made);
    };
  }, [text]);
  return url;
}
