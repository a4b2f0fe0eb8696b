import { onTestFinished } from 'vitest';
import * as suite from '../kit/suite.ts';
import { unique } from '../kit/unique.ts';
import { isOnline } from './on-the-server.ts';

/**
 * A user without a browser, whose connection is written and removed from the server's side. It measures the grace period
 * where a clock would guess: whoever lost their connection before a ghost did is shown offline before the ghost is.
 */
export class Ghost {
  readonly uid = unique('ghost');
  readonly #node = suite.admin().database.ref(`status/${this.uid}`);

  async appears(): Promise<this> {
    const last_changed = Date.now();
    await this.#node.set({ connections: { ghost: { last_changed } }, last_changed });
    onTestFinished(() => this.#node.remove());
    await isOnline(this);
    return this;
  }

  async losesConnection(): Promise<void> {
    await this.#node.update({ connections: null, last_changed: Date.now() });
  }
}
