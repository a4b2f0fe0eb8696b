import type { BrowserContext } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

/** What Chromium says of requests that a lost network, or a server that is gone, makes fail. */
const NETWORK = /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|NETWORK_CHANGED)/;

/** Collects what goes wrong in a person's pages: no test passes while there are uncaught exceptions or errors on the console. */
export class Complaints {
  #networkFails = false;
  readonly #heard: string[] = [];

  constructor(who: string, context: BrowserContext) {
    context.on('weberror', (uncaught) => this.#heard.push(`uncaught: ${uncaught.error()}`));
    context.on('console', (message) => {
      if (message.type() === 'error' && !this.#isExpected(message.text())) this.#heard.push(message.text());
    });
    onTestFinished(() => expect(this.#heard, `complaints in the pages of ${who}`).toEqual([]));
  }

  /** From now on the network is not to be relied on. */
  expectNetworkErrors(): void {
    this.#networkFails = true;
  }

  #isExpected(text: string): boolean {
    return this.#networkFails && (NETWORK.test(text) || text.includes('Could not reach Cloud Firestore backend'));
  }
}
