import { setTimeout as wait } from 'node:timers/promises';
import { deleteApp, FirebaseError } from 'firebase/app';
import { signOut } from 'firebase/auth';
import { goOffline, goOnline } from 'firebase/database';
import { getPresence, onConnectionStateChanged, type Presence, pausePresence, resumePresence } from 'firebase-presence';
import { connectDevice, type Device, signInAs } from '../device.ts';
import { chance, pick } from './chance.ts';

/** One tab of one user, with the real SDK. It makes random actions: reloads, closes, signs out and in. */
export class Client {
  readonly uid: string;
  readonly #failed: (error: unknown) => void;
  #page: { device: Device; presence: Presence } | null = null;

  /** @param failed called with every error that the SDK reports */
  constructor(uid: string, failed: (error: unknown) => void) {
    this.uid = uid;
    this.#failed = failed;
  }

  /** True if the user is present in this tab. */
  get isPresent(): boolean {
    return this.#page !== null;
  }

  /** Makes one action after the other until the signal aborts. Resolves when no action runs. */
  async run(pauseMs: number, signal: AbortSignal): Promise<void> {
    await pause(Math.random() * pauseMs, signal);
    await this.#open();
    while (!signal.aborted) {
      await pause(pauseMs * (0.5 + Math.random()), signal);
      if (!signal.aborted) await this.#act(pauseMs, signal);
    }
  }

  /** Stays connected, or ends presence in one of three ways. */
  async settle(): Promise<void> {
    if (chance(1 / 2)) return;
    const { device, presence } = this.#thePage;
    const go = pick([() => pausePresence(presence), () => signOut(device.auth), () => goOffline(device.database)]);
    await go();
    this.#page = null;
  }

  async #act(pauseMs: number, signal: AbortSignal): Promise<void> {
    const { device, presence } = this.#thePage;
    const act = pick([
      () => this.#reload(),
      () => this.#returnLater(pauseMs, signal),
      async () => {
        goOffline(device.database);
        goOnline(device.database);
      },
      async () => {
        await pausePresence(presence);
        await pause(pauseMs / 4, signal);
        resumePresence(presence);
      },
      async () => {
        await signOut(device.auth);
        await signIn(device, this.uid);
      },
    ]);
    await act();
  }

  async #open(): Promise<void> {
    const device = connectDevice();
    await signIn(device, this.uid);
    const presence = getPresence(device.app);
    await new Promise<void>((resolve) => {
      onConnectionStateChanged(presence, (state) => state === 'connected' && resolve(), this.#failed);
    });
    this.#page = { device, presence };
  }

  /** Closes the page as a browser does: the socket ends, and no code of the page runs any more. */
  async #close(): Promise<void> {
    const { device } = this.#thePage;
    this.#page = null;
    goOffline(device.database);
    await deleteApp(device.app);
  }

  async #reload(): Promise<void> {
    await this.#close();
    await this.#open();
  }

  async #returnLater(pauseMs: number, signal: AbortSignal): Promise<void> {
    await this.#close();
    await pause(pauseMs / 2, signal);
    await this.#open();
  }

  get #thePage(): { device: Device; presence: Presence } {
    if (!this.#page) throw new Error(`${this.uid} has no page open`);
    return this.#page;
  }
}

const MOST_TRIES = 5;

/**
 * On a loaded machine, the Authentication emulator can close an idle connection while a request is sent on it ("other side closed"). A
 * browser repeats such a request. The `fetch` of Node does not.
 */
async function signIn(device: Device, uid: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await signInAs(device, uid);
      return;
    } catch (error) {
      const isNetwork = error instanceof FirebaseError && error.code === 'auth/network-request-failed';
      if (!isNetwork || tries === MOST_TRIES) throw error;
    }
  }
}

/** Waits, but ends early when the signal aborts. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined);
}
