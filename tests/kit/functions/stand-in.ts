import { type DatabaseEmulator, startEmulator } from 'database-emulator';
import { askAsOwner } from '../ask-as-owner.ts';
import type { Address } from '../suite.ts';
import { until } from '../until.ts';

/** Which changes of the Realtime Database run a function. */
export interface Trigger {
  readonly name: string;
  /** With names in braces for the parts that vary. */
  readonly path: string;
  readonly event: 'written' | 'created' | 'deleted';
}

/** The trigger of the function that mirrors a user. */
export const STATUS_TRIGGER: Trigger = { name: 'status', path: '/status/{uid}', event: 'written' };

export interface StandInOptions {
  projectId: string;
  rules: string;
  /** Where the events go. */
  functions: Address;
  /** After how much silence the server ends a socket, in milliseconds. */
  idleMs: number;
}

/** The stand-in for the Realtime Database in this process, with the database of one project, and with faults on demand. */
export class StandIn {
  readonly #emulator: DatabaseEmulator;
  readonly #projectId: string;

  static async start({ projectId, ...options }: StandInOptions): Promise<StandIn> {
    return new StandIn(await startEmulator(options), projectId);
  }

  private constructor(emulator: DatabaseEmulator, projectId: string) {
    this.#emulator = emulator;
    this.#projectId = projectId;
  }

  get address(): Address {
    const { host, port } = this.#emulator;
    return { host, port };
  }

  /** @param address default: that of the server itself */
  url(path: string, { host, port }: Address = this.address): string {
    return `http://${host}:${port}${path}?ns=${this.#projectId}-default-rtdb`;
  }

  /** True if the functions have received each change that a client was told of. Does not count events that a fault delays or loses. */
  get hasDelivered(): boolean {
    return this.#emulator.undeliveredEvents() === 0;
  }

  /** Sends a request past the security rules. */
  ask(method: string, path: string, body?: object): Promise<string> {
    return askAsOwner(method, this.url(path), body && JSON.stringify(body));
  }

  async registers(triggers: readonly Trigger[]): Promise<void> {
    for (const { name, path, event } of triggers) {
      await this.ask('POST', '/.settings/functionTriggers.json', {
        name: `projects/${this.#projectId}/locations/us-central1/triggers/${name}-0`,
        path,
        event: `google.firebase.database.ref.v1.${event}`,
        namespacePattern: '*',
      });
    }
  }

  /** Sets the faults: see the README of the stand-in. */
  async plans(faults: object): Promise<void> {
    await this.ask('PUT', '/.chaos.json', faults);
  }

  /** Waits until the server has cut so many connections, as planned. */
  hasCut(times: number): Promise<void> {
    return until(`${times} connections were cut`, async () =>
      (await this.ask('GET', '/.chaos.json')).includes(`"cut":${times}`),
    );
  }

  /** Waits until the server knows that the user has signed out. */
  hasSignedOut(uid: string): Promise<void> {
    return until(`${uid} is signed out`, async () => !(await this.ask('GET', '/.chaos.json')).includes(uid));
  }

  /** The server loses the sockets of a user, without what they left for their end (`onDisconnect`). */
  async losesSocketsOf(uid: string): Promise<void> {
    await this.ask('POST', '/.chaos/drop.json', { uid, onDisconnect: 'lose' });
  }

  /** The ID token of a user expires, and the server accepts no other. */
  async expiresTokenOf(uid: string): Promise<void> {
    await this.ask('POST', '/.chaos/expire-auth.json', { uid });
    await this.plans({ refuseLogins: [uid] });
  }

  /** The server crashes and is back with its data after a moment. It runs no `onDisconnect`. */
  async restarts(): Promise<void> {
    await this.ask('POST', '/.chaos/restart.json', { downMs: 500, data: 'keep', onDisconnect: 'lose' });
  }

  /** No function gets an event of the sockets that end with it. */
  stop(): Promise<void> {
    return this.#emulator.stop();
  }
}
