import { onTestFinished } from 'vitest';
import * as suite from '../kit/suite.ts';
import { unique } from '../kit/unique.ts';
import { isOnline } from './on-the-server.ts';

/**
 * A user without a browser. The test writes and removes the connection on the server. It measures the grace period without a clock:
 * a user who lost the connection before this one did is shown offline before this one.
 */
export class UserWithoutBrowser {
  readonly uid = unique('dave');
  readonly #node = suite.admin().database.ref(`status/${this.uid}`);

  async appears(): Promise<this> {
    const last_changed = Date.now();
    await this.#node.set({ connections: { one: { last_changed } }, last_changed });
    onTestFinished(() => this.#node.remove());
    await isOnline(this);
    return this;
  }

  async losesConnection(): Promise<void> {
    await this.#node.update({ connections: null, last_changed: Date.now() });
  }
}
