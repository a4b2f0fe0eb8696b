import { setTimeout as wait } from 'node:timers/promises';
import { onConnectionStateChanged, pausePresence, resumePresence } from 'firebase-presence';
import { IN_THE_SUITE, Person, type Tab } from '../kit/users/index.ts';
import { chance, pick } from './chance.ts';

/** One tab of one user, with the real client. It makes random actions: reloads, closes, signs out and in. */
export class BusyTab {
  readonly uid: string;
  readonly #person: Person;
  readonly #failed: (error: unknown) => void;
  #tab: Tab | null = null;

  /** @param failed called with every error that this package reports */
  constructor(uid: string, failed: (error: unknown) => void) {
    this.uid = uid;
    this.#person = new Person(uid, IN_THE_SUITE);
    this.#failed = failed;
  }

  /** True if the user is present in this tab. */
  get isPresent(): boolean {
    return this.#tab !== null;
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
    const tab = this.#openTab;
    const go = pick([() => pausePresence(tab.presence), () => tab.signsOut(), () => tab.losesConnection()]);
    await go();
    this.#tab = null;
  }

  async #act(pauseMs: number, signal: AbortSignal): Promise<void> {
    const tab = this.#openTab;
    const act = pick([
      () => this.#reload(),
      () => this.#returnLater(pauseMs, signal),
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

  async #open(): Promise<void> {
    const tab = await this.#person.loadsPage();
    tab.startsPresence();
    await new Promise<void>((resolve) => {
      onConnectionStateChanged(tab.presence, (state) => state === 'connected' && resolve(), this.#failed);
    });
    this.#tab = tab;
  }

  /** Closes the page as a browser does: the socket ends, and no code of the page runs any more. */
  async #close(): Promise<void> {
    const tab = this.#openTab;
    this.#tab = null;
    tab.losesConnection();
    await tab.dispose();
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

  get #openTab(): Tab {
    if (!this.#tab) throw new Error(`${this.uid} has no page open`);
    return this.#tab;
  }
}

/** Waits, but ends early when the signal aborts. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined);
}
