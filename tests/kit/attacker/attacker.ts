import { type Database, increment, ref, serverTimestamp, update } from 'firebase/database';
import {
  announcement,
  type BudgetStep,
  type ConnectionPlace,
  departure,
  idleChange,
  joining,
  keyPress,
  leaving,
  type MultiPathUpdate,
  memberDataChange,
  randomId,
  type Seat,
  settingChange,
} from '../../../contract/index.ts';

const NOW = serverTimestamp();
const ONE_MORE: BudgetStep = { increment: increment(1) };
const NEW_WINDOW: BudgetStep = { timestamp: NOW };

const newId = (): string => randomId((bytes) => crypto.getRandomValues(bytes));

/** An account that makes every write that the rules accept, as fast as it can. */
export class Attacker {
  readonly uid: string;
  readonly #database: Database;
  readonly #begun = new Set<string>();
  place: ConnectionPlace;

  constructor(uid: string, database: Database) {
    this.uid = uid;
    this.#database = database;
    this.place = this.#newPlace();
  }

  #newPlace(): ConnectionPlace {
    return { uid: this.uid, id: newId(), slot: '00', seats: [] };
  }

  announces(): Promise<boolean> {
    this.place = this.#newPlace();
    return this.#writes(announcement(this.place, [], NOW));
  }

  departs(): Promise<boolean> {
    return this.#writes(departure(this.place, [], NOW));
  }

  /** Removes the connection without a departure, as the server does after a loss. */
  isLost(): Promise<boolean> {
    const node = `status/${this.uid}`;
    return this.#writes({ [`${node}/connections/${this.place.id}`]: null, [`${node}/last_changed`]: NOW });
  }

  stamps(): Promise<boolean> {
    return this.#writes({ [`status/${this.uid}/last_changed`]: NOW });
  }

  turns(idle: boolean): Promise<boolean> {
    return this.#writes(idleChange(this.place, idle, NOW));
  }

  flatState(state: 'online' | 'offline'): Promise<boolean> {
    return this.#writes({ [`status/${this.uid}`]: { state, last_changed: NOW } });
  }

  customStatus(text: string): Promise<boolean> {
    return this.#spends('changes', (step) => settingChange(this.uid, 'custom', { text, at: NOW }, NOW, step));
  }

  async availability(value: 'available' | 'invisible'): Promise<boolean> {
    const change = (step: BudgetStep | null) => settingChange(this.uid, 'availability', { value, at: NOW }, NOW, step);
    return value === 'invisible' ? this.#writes(change(null)) : this.#spends('changes', change);
  }

  seatIn(roomId: string, roomSlot = '0'): Seat {
    return { roomId, roomSlot, seat: newId() };
  }

  joins(seat: Seat): Promise<boolean> {
    return this.#spends('changes', (step) => joining(this.place, seat, { joined_at: NOW, data: null }, step));
  }

  leaves(seat: Seat): Promise<boolean> {
    return this.#writes(leaving(this.place, seat));
  }

  memberData(seat: Seat, data: string): Promise<boolean> {
    return this.#spends('changes', (step) => memberDataChange(this.place, seat, data, step));
  }

  types(seat: Seat): Promise<boolean> {
    return this.#spends('typing', (step) => keyPress(this.uid, seat, NOW, step));
  }

  renews(): Promise<boolean> {
    return this.#writes({ [`presence/leases/${this.uid}:00/at`]: NOW });
  }

  async #spends(kind: 'changes' | 'typing', change: (step: BudgetStep) => MultiPathUpdate): Promise<boolean> {
    if (this.#begun.has(kind) && (await this.#writes(change(ONE_MORE)))) return true;
    const isNew = await this.#writes(change(NEW_WINDOW));
    if (isNew) this.#begun.add(kind);
    return isNew;
  }

  /** @returns false if the rules refuse the write */
  #writes(values: MultiPathUpdate): Promise<boolean> {
    return update(ref(this.#database), values).then(
      () => true,
      () => false,
    );
  }
}
