import { expect, onTestFinished } from 'vitest';

/** Messages of browsers about requests that fail because the network is lost or the server is gone. */
const NETWORK = [
  /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|NETWORK_CHANGED)/,
  /WebSocket connection to 'ws:.*' failed/,
  /CORS request did not succeed\)\. Status code: \(null\)/,
  /Firefox can’t establish a connection to the server at ws:/,
  /Could not reach Cloud Firestore backend/,
  // After such a failure, Firestore's transport requests this image to find out whether there is a network. A test machine may have none.
  /https:\/\/www\.google\.com\/images\/cleardot\.gif/,
];

/** Firestore ends a stream after a rejected write. Its emulator does not know that stream any more. */
const FAREWELL = /status of 400 .*\.Firestore\/Write\/channel\?.*TYPE=terminate/;

/** What browsers say on the console about a worker that a Content-Security-Policy refuses. */
const REFUSED_WORKER = /Content.Security.Policy.*worker-src|worker-src.*Content.Security.Policy/s;

/** Collects the errors of a user's pages. A test fails if there is an uncaught exception or an error on the console. */
export class PageErrors {
  #networkFails = false;
  #workerIsRefused = false;
  readonly #recorded: string[] = [];

  /** Create it before the browser opens: callbacks run in reverse order, so this check runs when every page has reported. */
  constructor(who: string) {
    onTestFinished(() => expect(this.#recorded, `errors in the pages of ${who}`).toEqual([]));
  }

  readonly record = (pageError: string): void => {
    if (!this.#isExpected(pageError)) this.#recorded.push(pageError);
  };

  /** From now on network errors are expected. */
  expectNetworkErrors(): void {
    this.#networkFails = true;
  }

  /** From now on the refusal of a worker is expected. */
  expectRefusedWorker(): void {
    this.#workerIsRefused = true;
  }

  #isExpected(pageError: string): boolean {
    if (this.#workerIsRefused && REFUSED_WORKER.test(pageError)) return true;
    return FAREWELL.test(pageError) || (this.#networkFails && NETWORK.some((pattern) => pattern.test(pageError)));
  }
}
