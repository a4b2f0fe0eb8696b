import { expect, onTestFinished } from 'vitest';

/** What browsers say of requests that a lost network, or a server that is gone, makes fail. */
const NETWORK = [
  /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|NETWORK_CHANGED)/,
  /WebSocket connection to 'ws:.*' failed/,
  /CORS request did not succeed\)\. Status code: \(null\)/,
  /Firefox can’t establish a connection to the server at ws:/,
  /Could not reach Cloud Firestore backend/,
  // After such a failure, Firestore's transport asks here whether there is any network; where tests run, there need not be.
  /https:\/\/www\.google\.com\/images\/cleardot\.gif/,
];

/** Firestore takes leave of a stream that a refused write has ended; its emulator does not know that stream any more. */
const FAREWELL = /status of 400 .*\.Firestore\/Write\/channel\?.*TYPE=terminate/;

/** Collects what goes wrong in a person's pages: no test passes while there are uncaught exceptions or errors on the console. */
export class Complaints {
  #networkFails = false;
  readonly #heard: string[] = [];

  /** To be made before the browser is opened: what is registered first comes last, when every page has been heard. */
  constructor(who: string) {
    onTestFinished(() => expect(this.#heard, `complaints in the pages of ${who}`).toEqual([]));
  }

  readonly hear = (complaint: string): void => {
    if (!this.#isExpected(complaint)) this.#heard.push(complaint);
  };

  /** From now on the network is not to be relied on. */
  expectNetworkErrors(): void {
    this.#networkFails = true;
  }

  #isExpected(complaint: string): boolean {
    return FAREWELL.test(complaint) || (this.#networkFails && NETWORK.some((pattern) => pattern.test(complaint)));
  }
}
