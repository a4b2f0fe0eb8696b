import { openSlowNetwork } from 'fault-proxy';
import { initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import * as suite from '../../tests/kit/suite.ts';
import { unique } from '../../tests/kit/unique.ts';

/** How far the clients and the functions are from both databases: milliseconds each way. */
export interface Distances {
  readonly clientMs: number;
  readonly functionMs: number;
}

export const ONE_MACHINE: Distances = { clientMs: 0, functionMs: 0 };

export const ACROSS_A_NETWORK: Distances = { clientMs: 40, functionMs: 1 };

/** The variable in which Firebase's SDKs find Firestore's emulator. */
const FIRESTORE = 'FIRESTORE_EMULATOR_HOST';

/** The way to both databases. Its networks stay open: an SDK whose channel is closed under its hands tries again without a pause. */
export class Way {
  readonly #delayMs: number;
  readonly #firestore: suite.Address;

  static async open(delayMs: number): Promise<Way> {
    const firestore = suite.firestore();
    return new Way(delayMs, delayMs === 0 ? firestore : await openSlowNetwork(firestore, delayMs));
  }

  private constructor(delayMs: number, firestore: suite.Address) {
    this.#delayMs = delayMs;
    this.#firestore = firestore;
  }

  /** @returns where the server is found at the other end of this way */
  async to(server: suite.Address): Promise<suite.Address> {
    return this.#delayMs === 0 ? server : openSlowNetwork(server, this.#delayMs);
  }

  /** The environment of a process that finds Firestore at the other end of this way. */
  get environment(): Record<string, string> {
    return { [FIRESTORE]: `${this.#firestore.host}:${this.#firestore.port}` };
  }

  /** Runs `act`. Each Firestore that it opens is at the other end of this way. */
  async during<T>(act: () => Promise<T>): Promise<T> {
    const before = this.#enter();
    try {
      return await act();
    } finally {
      Object.assign(process.env, before);
    }
  }

  /** Opens another Firestore of a project, past the security rules. */
  opensFirestore(projectId: string): Firestore {
    const app = initializeApp({ projectId }, unique('watcher'));
    const before = this.#enter();
    // The constructor reads the variable.
    const firestore = getFirestore(app);
    Object.assign(process.env, before);
    return firestore;
  }

  #enter(): Record<string, string | undefined> {
    const before = { [FIRESTORE]: process.env[FIRESTORE] };
    Object.assign(process.env, this.environment);
    return before;
  }
}
