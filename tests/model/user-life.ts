import { aggregate } from '../../contract/index.ts';
import { type Action, action } from './action.ts';
import type { Circumstances } from './circumstances.ts';
import { eventOf } from './delivery.ts';
import type { Deed } from './life.ts';
import type { Parts } from './parts.ts';
import type { Change } from './user-node.ts';

/** A write of the owner's client that Firestore has not received yet. */
interface Word {
  readonly what: string;
  /** Null if the write never arrives. */
  readonly at: () => number | null;
}

/** The deeds of the user that are yet to come, and the writes of the owner's client to Firestore. */
export class UserLife {
  readonly #given: Circumstances;
  readonly #parts: Parts;
  #deeds: Deed[];
  #words: Word[] = [];
  #hadNoTime = false;

  constructor(given: Circumstances, parts: Parts) {
    this.#given = given;
    this.#parts = parts;
    this.#deeds = given.life;
  }

  /** True if the node was malformed or deleted at some time. Then it held no time. */
  get hadNoTime(): boolean {
    return this.#hadNoTime;
  }

  actions(): Action[] {
    return [
      ...this.#deeds.slice(0, 1).map((deed) => action('deed', deed.kind, () => this.#happens(deed), deed)),
      ...this.#words.map((word) => action('owner', word.what, () => this.#arrives(word), word)),
    ];
  }

  /** How many deeds are left. */
  get rest(): number {
    return this.#deeds.length;
  }

  /** The names of the writes that Firestore has not received yet. */
  get sent(): string[] {
    return this.#words.map(({ what }) => what);
  }

  #happens(deed: Deed): void {
    const { node, clock } = this.#parts;
    this.#deeds = this.#deeds.slice(1);
    const change = node.does(deed, clock.timeOfChange(deed.atOnce));
    const { malformed, absent } = aggregate(node.value, clock.now);
    this.#hadNoTime ||= malformed || (absent && change?.node === 'status');
    if (change !== null) this.#follows(change);
  }

  /** The event, and what the owner's client writes. */
  #follows(change: Change): void {
    const { deliveries, watch } = this.#parts;
    watch.sees(change);
    const name = `event ${this.#given.life.length - this.#deeds.length}`;
    deliveries.add(eventOf(name, change));
    if (change.anticipates !== null && this.#given.anticipates()) {
      this.#words.push({ what: `the owner's word of ${name}`, at: change.anticipates });
    }
  }

  #arrives(word: Word): void {
    const { document, clock } = this.#parts;
    this.#words = this.#words.filter((other) => other !== word);
    document.anticipate(word.at(), this.#given.intervalMs === 0 ? 0 : clock.now);
  }
}
