// Files to keep. Short ones are fetched here, so that a refusal can be told; a film goes straight to the browser where
// the session goes along by itself.
import { fetchInSession, http, refreshSession } from '../../api/client';
import { toApiError } from '../../api/problem';

/** The name that the answer gives the file. */
export const fileNameOf = (disposition: string | null): string | undefined => {
  const star = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  if (star) return decodeURIComponent(star);
  return /filename="([^"]+)"/i.exec(disposition ?? '')?.[1];
};

function hand(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}

/** Fetches a file with the session and hands it to the browser. */
export async function fetchFile(href: string, name: string): Promise<void> {
  let answer = await fetchInSession(href, {});
  if (answer.status === 401 && (await refreshSession())) answer = await fetchInSession(href, {});
  if (!answer.ok) throw toApiError(await answer.json().catch(() => undefined));
  const url = URL.createObjectURL(await answer.blob());
  hand(url, fileNameOf(answer.headers.get('content-disposition')) ?? name);
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Has the browser fetch a large file. */
export async function takeFile(href: string, name: string): Promise<void> {
  if (globalThis.isSecureContext === false) return fetchFile(href, name);
  // Whichever request comes first renews the session.
  await http.GET('/api/v1/auth/me');
  hand(href, name);
}
