// A real studio for one test file: the binary in a directory of its own, on a port of its own, that can be killed and
// started again as a machine would. SPOOL_BIN names the binary, SPOOL_TEST_TEXT_MODEL (or
// SPOOL_TEXT_MODEL) the weights.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const READY_MS = 120_000;
const model = process.env.SPOOL_TEST_TEXT_MODEL ?? process.env.SPOOL_TEXT_MODEL;

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

const binary = () =>
  path.resolve(
    fileURLToPath(new URL('..', import.meta.url)),
    process.env.SPOOL_BIN ?? '../target/debug/spool',
  );

export class Studio {
  #dir;
  #port;
  #child;
  #said = [];
  #writes = true;

  /** `model: false` is a studio without a language model: whatever it would write fails. */
  static async start({ model: writes = true } = {}) {
    if (!existsSync(binary())) throw new Error(`no binary at ${binary()}: build it, or set SPOOL_BIN`);
    if (!model) throw new Error('SPOOL_TEST_TEXT_MODEL is not set: it names the GGUF that writes in tests');
    const studio = new Studio();
    studio.#writes = writes;
    studio.#dir = await mkdtemp(path.join(tmpdir(), 'spool-e2e-'));
    studio.#port = await freePort();
    await studio.up();
    return studio;
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }
  get port() {
    return this.#port;
  }

  /** Starts the process and waits until it is ready. */
  async up() {
    const args = ['up', '--listen', `127.0.0.1:${this.#port}`, '--data-dir', this.#dir];
    if (this.#writes) args.push('--text-model', model);
    else args.push('--models-dir', path.join(this.#dir, 'no-models'));
    const { SPOOL_TEXT_MODEL, ...rest } = process.env;
    const environment = this.#writes ? process.env : rest;
    this.#child = spawn(binary(), args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...environment, CANDLE_NUM_THREADS: process.env.CANDLE_NUM_THREADS ?? '1' },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream.setEncoding('utf8').on('data', (text) => this.#said.push(text));
    const until = Date.now() + READY_MS;
    while (!(await this.#ready())) {
      if (this.#child.exitCode !== null || Date.now() > until)
        throw new Error(`the studio did not come up:\n${this.log()}`);
      await new Promise((done) => setTimeout(done, 150));
    }
  }

  /** Ends in peace and comes back, with a language model or without. */
  async restart({ model: writes }) {
    await this.#end();
    this.#writes = writes;
    await this.up();
  }

  /** As a power cut would. */
  async kill() {
    this.#child.kill('SIGKILL');
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
  }

  async stop() {
    await this.#end();
    await rm(this.#dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 });
  }

  async #end() {
    if (!this.#child || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGTERM');
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 20_000);
    await once(this.#child, 'exit');
    clearTimeout(late);
  }

  /** The last words of the process, for a failed test. */
  log() {
    return this.#said.join('').split('\n').slice(-60).join('\n');
  }

  async #ready() {
    try {
      return (await fetch(`${this.url}/health/ready`)).ok;
    } catch {
      return false;
    }
  }
}
