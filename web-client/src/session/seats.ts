import { type LeasePlace, ROOM_SLOTS, randomId, type Seat } from '@firebase-presence/contract';
import { PresenceError } from '../core/index.ts';

/** Makes the id of a connection or a seat. */
const newId = (): string => randomId((bytes) => crypto.getRandomValues(bytes));

/** The place of one connection: its record, its lease and its seats in rooms. */
export class OwnPlace implements LeasePlace {
  readonly uid: string;
  readonly id: string = newId();
  readonly slot: string;
  #seats: readonly Seat[] = [];

  constructor(uid: string, slot: string) {
    this.uid = uid;
    this.slot = slot;
  }

  get seats(): readonly Seat[] {
    return this.#seats;
  }

  /** @throws `presence/too-many-rooms` */
  take(roomId: string): Seat {
    const roomSlot = ROOM_SLOTS.find((candidate) => this.#seats.every((seat) => seat.roomSlot !== candidate));
    if (roomSlot === undefined) throw tooManyRooms(roomId);
    const seat = { roomSlot, roomId, seat: newId() };
    this.#seats = [...this.#seats, seat];
    return seat;
  }

  release(seat: Seat): void {
    this.#seats = this.#seats.filter((held) => held !== seat);
  }
}

function tooManyRooms(roomId: string): PresenceError {
  return new PresenceError(
    'presence/too-many-rooms',
    `Cannot join the room '${roomId}': this client is in ${ROOM_SLOTS.length} rooms, which is the limit. Leave one of them first.`,
  );
}
