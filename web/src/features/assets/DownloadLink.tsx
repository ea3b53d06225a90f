// A file to keep. The browser fetches it itself where the session goes along; elsewhere it is fetched here and handed over.
import type { MouseEvent, ReactNode } from 'react';
import { fetchInSession, refreshSession } from '../../api/client';
import { toApiError } from '../../api/problem';
import { toastError } from '../../ui/toasts';

/** The name that the answer gives the file. */
export const fileNameOf = (disposition: string | null): string | undefined => {
  const star = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  if (star) return decodeURIComponent(star);
  return /filename="([^"]+)"/i.exec(disposition ?? '')?.[1];
};

/** Fetches a file with the session and hands it to the browser. */
export async function fetchFile(href: string, name: string): Promise<void> {
  let answer = await fetchInSession(href, {});
  if (answer.status === 401 && (await refreshSession())) answer = await fetchInSession(href, {});
  if (!answer.ok) throw toApiError(await answer.json().catch(() => undefined));
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = fileNameOf(answer.headers.get('content-disposition')) ?? name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

interface Props {
  href: string;
  /** What the file is called where the answer does not say. */
  name: string;
  children: ReactNode;
  className?: string;
}

export function DownloadLink({ href, name, children, className = 'btn' }: Props) {
  const press = (event: MouseEvent) => {
    if (globalThis.isSecureContext !== false) return;
    event.preventDefault();
    void fetchFile(href, name).catch(toastError);
  };
  return (
    <a href={href} download={name} onClick={press} className={className}>
      {children}
    </a>
  );
}
