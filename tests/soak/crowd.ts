import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Address } from '../kit/suite.ts';

const PROGRAM = fileURLToPath(new URL('clients.ts', import.meta.url));

/** Clients in one process, which can be killed together. */
export class Crowd {
  readonly #process: ChildProcess;
  /** The errors that this package has reported to the clients. */
  readonly errors: string[] = [];
  readonly #settled: Promise<string[]>;

  /** @param network the address of the Realtime Database for these clients */
  constructor(uids: readonly string[], pauseMs: number, network: Address) {
    const env = { ...process.env, FIREBASE_DATABASE_EMULATOR_HOST: `${network.host}:${network.port}` };
    this.#process = fork(PROGRAM, [String(pauseMs), ...uids], { env, execArgv: ['--import', 'tsx'] });
    this.#settled = new Promise((resolve, reject) => {
      this.#process.on('message', (message: { error?: string; present?: string[] }) => {
        if (message.error !== undefined) this.errors.push(message.error);
        if (message.present !== undefined) resolve(message.present);
      });
      this.#process.once('exit', (code, signal) => reject(new Error(`A crowd ended: ${code ?? signal}`)));
    });
    this.#settled.catch(() => undefined);
  }

  /** Lets each client finish its last action, and stay or leave. @returns the uid of each tab whose user stays present */
  settle(): Promise<string[]> {
    this.#process.send('settle');
    return this.#settled;
  }

  /** Kills the process, like a killed browser. The operating system ends its sockets. */
  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.kill('SIGKILL');
    await once(this.#process, 'exit');
  }
}
