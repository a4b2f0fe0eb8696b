import type { BrowserContext } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

/** What Chromium says of requests that a lost network, or a server that is gone, makes fail. */
const NETWORK = /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|NETWORK_CHANGED)/;

/** After such a failure, Firestore's transport asks here whether there is any network; where tests run, there need not be. */
const NETWORK_PROBE = 'https://www.google.com/images/cleardot.gif';

/** Firestore takes leave of a stream that a refused write has ended; its emulator does not know that stream any more. */
const FAREWELL = /status of 400 .*\.Firestore\/Write\/channel\?.*TYPE=terminate/;

/** Collects what goes wrong in a person's pages: no test passes while there are uncaught exceptions or errors on the console. */
export class Complaints {
  #networkFails = false;
  readonly #heard: string[] = [];

  constructor(who: string, context: BrowserContext) {
    context.on('weberror', (uncaught) => this.#heard.push(`uncaught: ${uncaught.error()}`));
    context.on('console', (message) => {
      const text = `${message.text()} ${message.location().url}`;
      if (message.type() === 'error' && !this.#isExpected(text)) this.#heard.push(text);
    });
    onTestFinished(() => expect(this.#heard, `complaints in the pages of ${who}`).toEqual([]));
  }

  /** From now on the network is not to be relied on. */
  expectNetworkErrors(): void {
    this.#networkFails = true;
  }

  #isExpected(text: string): boolean {
    if (FAREWELL.test(text)) return true;
    const noNetwork = NETWORK.test(text) || text.includes(NETWORK_PROBE);
    return this.#networkFails && (noNetwork || text.includes('Could not reach Cloud Firestore backend'));
  }
}
