// Reading one's own stream. An event can reach the browser before the read models have taken it in, so a refetch made
// because of that event might bring the old state back. Reads carry `Spool-Position`; this notes how far the stream has
// come and lets the fetch layer ask again until the answer is at least that fresh.

export class Positions {
  /** Highest position the stream has brought. */
  #stream = 0;
  /** Lowest position of any read made before the stream had a position of its own. */
  #oldestRead: number | undefined;

  get stream(): number {
    return this.#stream;
  }

  /** A read was answered as of this position. */
  noteRead(position: number): void {
    if (this.#stream === 0) this.#oldestRead = Math.min(this.#oldestRead ?? position, position);
  }

  /** An event of this position arrived. */
  noteEvent(position: number): void {
    this.#stream = Math.max(this.#stream, position);
  }

  /** The stream begins here. True when something read earlier may be older, and so must be read again. */
  begin(position: number): boolean {
    const behind = this.#oldestRead !== undefined && this.#oldestRead < position;
    this.noteEvent(position);
    this.#oldestRead = undefined;
    return behind;
  }

  reset(): void {
    this.#stream = 0;
    this.#oldestRead = undefined;
  }
}

export const positions = new Positions();
