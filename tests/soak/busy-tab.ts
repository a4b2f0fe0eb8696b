import { setTimeout as wait } from 'node:timers/promises';
import { onConnectionStateChanged, pausePresence, resumePresence } from 'firebase-presence';
import { IN_THE_SUITE, Person, type Tab } from '../kit/users/index.ts';
import { chance, pick } from './chance.ts';

/** One tab of one user, with the real SDK in it, that does what tabs do. */
export class BusyTab {
  readonly uid: string;
  readonly #person: Person;
  readonly #failed: (error: unknown) => void;
  #tab: Tab | null = null;

  /** @param failed hears of every error that the SDK reports */
  constructor(uid: string, failed: (error: unknown) => void) {
    this.uid = uid;
    this.#person = new Person(uid, IN_THE_SUITE);
    this.#failed = failed;
  }

  /** Whether the user is present in this tab. */
  get isHere(): boolean {
    return this.#tab !== null;
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
    const tab = this.#openTab;
    const go = pick([() => pausePresence(tab.presence), () => tab.signsOut(), () => tab.losesConnection()]);
    await go();
    this.#tab = null;
  }

  async #acts(pauseMs: number, signal: AbortSignal): Promise<void> {
    const tab = this.#openTab;
    const act = pick([
      () => this.#reloads(),
      () => this.#returnsLater(pauseMs, signal),
      async () => tab.blips(),
      async () => {
        await pausePresence(tab.presence);
        await pause(pauseMs / 4, signal);
        resumePresence(tab.presence);
      },
      async () => {
        await tab.signsOut();
        await tab.signsInAs(this);
      },
    ]);
    await act();
  }

  async #opens(): Promise<void> {
    const tab = await this.#person.loadsPage();
    tab.startsPresence();
    await new Promise<void>((resolve) => {
      onConnectionStateChanged(tab.presence, (state) => state === 'connected' && resolve(), this.#failed);
    });
    this.#tab = tab;
  }

  /** As a browser ends a page: the socket goes, and nothing of the page runs any more. */
  async #closes(): Promise<void> {
    const tab = this.#openTab;
    this.#tab = null;
    tab.losesConnection();
    await tab.dispose();
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

  get #openTab(): Tab {
    if (!this.#tab) throw new Error(`${this.uid} has no page open`);
    return this.#tab;
  }
}

/** Ends early when told to end. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined);
}
