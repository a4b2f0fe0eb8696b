import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Address } from '../kit/suite.ts';

const PROGRAM = fileURLToPath(new URL('clients.ts', import.meta.url));

/** Clients that share a process, and with it an end by force. */
export class Crowd {
  readonly #process: ChildProcess;
  /** What the SDK has reported to them as an error. */
  readonly errors: string[] = [];
  readonly #settled: Promise<string[]>;

  /** @param network where the Realtime Database is for them */
  constructor(uids: readonly string[], pauseMs: number, network: Address) {
    const env = { ...process.env, FIREBASE_DATABASE_EMULATOR_HOST: `${network.host}:${network.port}` };
    this.#process = fork(PROGRAM, [String(pauseMs), ...uids], { env, execArgv: ['--import', 'tsx'] });
    this.#settled = new Promise((resolve, reject) => {
      this.#process.on('message', (message: { error?: string; here?: string[] }) => {
        if (message.error !== undefined) this.errors.push(message.error);
        if (message.here !== undefined) resolve(message.here);
      });
      this.#process.once('exit', (code, signal) => reject(new Error(`A crowd ended: ${code ?? signal}`)));
    });
    this.#settled.catch(() => undefined);
  }

  /** Their last acts end, and each stays or goes. @returns the uid of each tab in which somebody is present */
  settles(): Promise<string[]> {
    this.#process.send('settle');
    return this.#settled;
  }

  /** As a browser that is killed: all of them are gone, and the operating system ends their sockets. */
  async isKilled(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.kill('SIGKILL');
    await once(this.#process, 'exit');
  }
}
