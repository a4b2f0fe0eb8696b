import type { ChosenAvailability } from '@firebase-presence/contract';
import { assertAvailability, type CustomStatusInput, storedCustomStatus } from '../core/index.ts';
import { memberJson } from '../rooms/index.ts';
import type { TestWorld } from './test-world.ts';

/** Somebody else, as far as a screen can tell. Each verb takes effect at once. */
export class TestPerson {
  readonly uid: string;
  readonly #world: TestWorld;

  /** Not public: get one from {@link TestWorld.person}. */
  constructor(world: TestWorld, uid: string) {
    this.#world = world;
    this.uid = uid;
  }

  /** @param device several devices are one person */
  comesOnline(device: string = 'phone'): void {
    this.#world.change(this.uid, (someone) => someone.connects(device));
  }

  goesOffline(device: string = 'phone'): void {
    this.#world.change(this.uid, (someone) => someone.disconnects(device));
  }

  /** Nobody is in front of any of their devices. */
  goesAway(): void {
    this.#world.change(this.uid, (someone) => someone.turns(true));
  }

  returns(): void {
    this.#world.change(this.uid, (someone) => someone.turns(false));
  }

  /** @throws `presence/invalid-argument` */
  chooses(availability: ChosenAvailability): void {
    assertAvailability(availability);
    const availabilityAt = this.#world.now;
    this.#world.change(this.uid, (someone) => someone.chooses({ availability, availabilityAt }));
  }

  /** @throws `presence/invalid-argument` */
  says(custom: CustomStatusInput | null): void {
    const stored = custom && storedCustomStatus(custom, this.#world.now, this.#world.now);
    this.#world.change(this.uid, (someone) => someone.chooses({ custom: stored }));
  }

  hidesLastSeen(hidden: boolean = true): void {
    const lastSeenAt = this.#world.now;
    this.#world.change(this.uid, (someone) => someone.chooses({ lastSeenHidden: hidden, lastSeenAt }));
  }

  /** Also says something else of themselves there. */
  joins(roomId: string, data?: unknown): void {
    this.#world.rooms.enter(roomId, this.uid, memberJson(data));
    this.#world.tell();
  }

  leaves(roomId: string): void {
    this.#world.rooms.leave(roomId, this.uid);
    this.#world.tell();
  }

  /** Hits a key. */
  types(roomId: string): void {
    this.#world.rooms.hitKey(roomId, this.uid);
    this.#world.tell();
  }

  stopsTyping(roomId: string): void {
    this.#world.rooms.stopTyping(roomId, this.uid);
    this.#world.tell();
  }
}
