// Where an asset's bytes are, for pictures and films, whose requests the browser makes itself. Cookies go along from a
// secure page; elsewhere the address is signed. A session that ran out meanwhile is renewed once and the bytes are
// asked for again.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { http } from '../../api/client';
import { keys } from '../../api/keys';
import { contentUrl, signedQuery } from './queries';

export interface Content {
  url: string | undefined;
  /** Changes when the bytes are to be asked for again. */
  attempt: string;
  /** The second attempt has failed, too. */
  lost: boolean;
  onError: () => void;
}

/** Whether the browser sends the session along by itself. */
const carried = () => globalThis.isSecureContext !== false;

export function useContent(asset: string | null | undefined): Content {
  const client = useQueryClient();
  const [failed, setFailed] = useState({ asset, times: 0, renewed: false });
  const signed = useQuery({ ...signedQuery(asset ?? ''), enabled: Boolean(asset) && !carried() });
  const times = failed.asset === asset ? failed.times : 0;
  const renewed = failed.asset === asset && failed.renewed;
  const renew = async () => {
    // Whichever request comes first renews the session.
    if (carried()) await http.GET('/api/v1/auth/me').catch(() => undefined);
    else await client.invalidateQueries({ queryKey: keys.signed(asset ?? '') });
    setFailed((old) => (old.asset === asset ? { ...old, renewed: true } : old));
  };
  return {
    url: asset ? (carried() ? contentUrl(asset) : signed.data?.url) : undefined,
    attempt: `${asset} ${renewed ? 2 : 1}`,
    lost: times > 1,
    onError: () => {
      setFailed({ asset, times: times + 1, renewed });
      if (times === 0) void renew();
    },
  };
}
