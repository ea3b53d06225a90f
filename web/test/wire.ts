// A stream that says what it is told to.
import { waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect } from 'vitest';

export function stream() {
  let control: ReadableStreamDefaultController<Uint8Array> | undefined;
  const handler = http.get('*/api/v1/events', () => {
    const body = new ReadableStream<Uint8Array>({
      start(c) {
        control = c;
      },
    });
    return new HttpResponse(body, { headers: { 'content-type': 'text/event-stream' } });
  });
  const send = (type: string, data: unknown, id?: number) =>
    control?.enqueue(
      new TextEncoder().encode(
        `${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`,
      ),
    );
  /** An event of a job, as the log has it. */
  const event = (type: string, job: string, position: number, data: object = {}) =>
    send(
      type,
      { position, type, aggregate: 'job', aggregate_id: job, sequence: 2, at: '2026-03-02T12:00:00Z', data },
      position,
    );
  return { handler, send, event, ready: () => waitFor(() => expect(control).toBeDefined()) };
}
