import { type StoredMember, TYPING_TIME_TO_LIVE_MS } from '@firebase-presence/contract';
import { notInRoom } from '../core/index.ts';

interface Entry extends StoredMember {
  typing: { since: number; until: number } | null;
}

/** The members of all rooms. The caller decides which members others see. */
export class StoredRooms {
  readonly #now: () => number;
  readonly #rooms = new Map<string, Map<string, Entry>>();

  constructor(now: () => number) {
    this.#now = now;
  }

  has(roomId: string, uid: string): boolean {
    return this.#entriesOf(roomId).has(uid);
  }

  enter(roomId: string, uid: string, data: string | null): void {
    const joinedAt = this.#entriesOf(roomId).get(uid)?.joinedAt ?? this.#now();
    this.#entriesOf(roomId).set(uid, { uid, joinedAt, data, typing: null });
  }

  /** @throws `presence/not-in-room` */
  setData(roomId: string, uid: string, data: string | null): void {
    this.#entry(roomId, uid).data = data;
  }

  leave(roomId: string, uid: string): void {
    this.#entriesOf(roomId).delete(uid);
  }

  leaveAll(uid: string): void {
    for (const entries of this.#rooms.values()) entries.delete(uid);
  }

  /** @throws `presence/not-in-room` */
  notifyTyping(roomId: string, uid: string): void {
    const entry = this.#entry(roomId, uid);
    const now = this.#now();
    entry.typing = { since: entry.typing?.since ?? now, until: now + TYPING_TIME_TO_LIVE_MS };
  }

  /** @throws `presence/not-in-room` */
  stopTyping(roomId: string, uid: string): void {
    this.#entry(roomId, uid).typing = null;
  }

  members(roomId: string, isSeen: (uid: string) => boolean): ReadonlyMap<string, StoredMember> {
    const seen = [...this.#entriesOf(roomId).values()].filter(({ uid }) => isSeen(uid));
    return new Map(seen.map(({ uid, joinedAt, data }) => [uid, { uid, joinedAt, data }]));
  }

  /** Returns the uids of the users who type, in the order in which they began. */
  typing(roomId: string, isSeen: (uid: string) => boolean): string[] {
    const since = ({ typing }: Entry): number => typing?.since ?? 0;
    return [...this.#entriesOf(roomId).values()]
      .filter(({ uid, typing }) => isSeen(uid) && typing !== null && typing.until > this.#now())
      .sort((a, b) => since(a) - since(b))
      .map(({ uid }) => uid);
  }

  #entriesOf(roomId: string): Map<string, Entry> {
    const entries = this.#rooms.get(roomId) ?? new Map<string, Entry>();
    this.#rooms.set(roomId, entries);
    return entries;
  }

  #entry(roomId: string, uid: string): Entry {
    const entry = this.#entriesOf(roomId).get(uid);
    if (entry) return entry;
    throw notInRoom(roomId);
  }
}
