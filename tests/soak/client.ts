import { setTimeout as wait } from 'node:timers/promises';
import { deleteApp, FirebaseError } from 'firebase/app';
import { signOut } from 'firebase/auth';
import { goOffline, goOnline } from 'firebase/database';
import { getPresence, onConnectionStateChanged, type Presence, pausePresence, resumePresence } from 'firebase-presence';
import { connectDevice, type Device, signInAs } from '../kit/users/index.ts';
import { chance, pick } from './chance.ts';

/** One tab of one user, with the real SDK in it, that does what tabs do. */
export class Client {
  readonly uid: string;
  readonly #failed: (error: unknown) => void;
  #page: { device: Device; presence: Presence } | null = null;

  /** @param failed hears of every error that the SDK reports */
  constructor(uid: string, failed: (error: unknown) => void) {
    this.uid = uid;
    this.#failed = failed;
  }

  /** Whether the user is present in this tab. */
  get isHere(): boolean {
    return this.#page !== null;
  }

  /** One act after the other, until told to end. The tab is at rest then. */
  async lives(pauseMs: number, signal: AbortSignal): Promise<void> {
    await pause(Math.random() * pauseMs, signal);
    await this.#opens();
    while (!signal.aborted) {
      await pause(pauseMs * (0.5 + Math.random()), signal);
      if (!signal.aborted) await this.#acts(pauseMs, signal);
    }
  }

  /** Stays or goes, in one of the ways to go. */
  async settles(): Promise<void> {
    if (chance(1 / 2)) return;
    const { device, presence } = this.#thePage;
    const go = pick([() => pausePresence(presence), () => signOut(device.auth), () => goOffline(device.database)]);
    await go();
    this.#page = null;
  }

  async #acts(pauseMs: number, signal: AbortSignal): Promise<void> {
    const { device, presence } = this.#thePage;
    const act = pick([
      () => this.#reloads(),
      () => this.#returnsLater(pauseMs, signal),
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
        await signsIn(device, this.uid);
      },
    ]);
    await act();
  }

  async #opens(): Promise<void> {
    const device = connectDevice();
    await signsIn(device, this.uid);
    const presence = getPresence(device.app);
    await new Promise<void>((resolve) => {
      onConnectionStateChanged(presence, (state) => state === 'connected' && resolve(), this.#failed);
    });
    this.#page = { device, presence };
  }

  /** As a browser ends a page: the socket goes, and nothing of the page runs any more. */
  async #closes(): Promise<void> {
    const { device } = this.#thePage;
    this.#page = null;
    goOffline(device.database);
    await deleteApp(device.app);
  }

  async #reloads(): Promise<void> {
    await this.#closes();
    await this.#opens();
  }

  async #returnsLater(pauseMs: number, signal: AbortSignal): Promise<void> {
    await this.#closes();
    await pause(pauseMs / 2, signal);
    await this.#opens();
  }

  get #thePage(): { device: Device; presence: Presence } {
    if (!this.#page) throw new Error(`${this.uid} has no page open`);
    return this.#page;
  }
}

const MOST_TRIES = 5;

/**
 * On a loaded machine, the Authentication emulator closes an idle connection just as a request is sent on it ("other side closed"). A browser
 * repeats such a request by itself, and the `fetch` of Node does not.
 */
async function signsIn(device: Device, uid: string): Promise<void> {
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

/** Ends early when told to end. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined);
}
