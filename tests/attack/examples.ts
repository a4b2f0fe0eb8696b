import { serverTimestamp } from 'firebase/database';

/*
 * What the text of the rules does not say: one value that is right, for each leaf of the Realtime Database and each collection
 * of Firestore. All else of the attack is derived. A place of the rules that is missing here ends the attack with its name.
 */

/** Somebody who attacks or is attacked, with what belongs to them alone, and where they are together. */
export interface Party {
  uid: string;
  connection: string;
  room: string;
}

export const ALICE: Party = { uid: 'alice', connection: 'tab-of-alice', room: 'lobby' };
export const BOB: Party = { uid: 'bob', connection: 'tab-of-bob', room: 'lobby' };

/** The placeholder that the Realtime Database replaces by its own time. */
export const NOW = serverTimestamp();

const HOUR = 3_600_000;
const LATER = Date.now() + HOUR;

type Example = (party: Party) => unknown;

/** The key that stands for a wildcard. One that differs between the two parties belongs to one person. */
export const WILDCARDS: Record<string, (party: Party) => string> = {
  $uid: ({ uid }) => uid,
  $connectionId: ({ connection }) => connection,
  $roomId: ({ room }) => room,
};

/** The first value is written in every example, each of the others once. */
export const LEAVES: Record<string, [Example, ...Example[]]> = {
  '/status/$uid/state': [() => 'online', () => 'offline'],
  '/status/$uid/last_changed': [() => NOW],
  '/status/$uid/left_at': [() => NOW],
  '/status/$uid/connections/$connectionId/last_changed': [() => NOW],
  '/status/$uid/connections/$connectionId/idle': [() => true],
  '/heartbeats/$connectionId/uid': [({ uid }) => uid],
  '/heartbeats/$connectionId/at': [() => NOW],
  '/heartbeats/$connectionId/rooms/$roomId': [() => true],
  '/settings/$uid/availability/value': [() => 'busy', () => 'available', () => 'invisible'],
  '/settings/$uid/availability/at': [() => NOW],
  '/settings/$uid/custom/text': [() => 'In a meeting', () => ''],
  '/settings/$uid/custom/emoji': [() => '📅'],
  '/settings/$uid/custom/expires_at': [() => LATER],
  '/settings/$uid/custom/at': [() => NOW],
  '/settings/$uid/last_seen/hidden': [() => true, () => false],
  '/settings/$uid/last_seen/at': [() => NOW],
  '/settings/$uid/last_changed': [() => NOW],
  '/rooms/$roomId/$uid/$connectionId/joined_at': [() => NOW],
  '/rooms/$roomId/$uid/$connectionId/data': [() => '{"name":"Alice"}'],
  '/typing/$roomId/$uid/$connectionId': [() => NOW],
};

/** A document of Firestore. Every field that the rules name has to stand in it. */
export interface DocumentExample {
  /** What the owner may write where nothing stands, at the time of the request in milliseconds. */
  creates: (now: number) => Record<string, unknown>;
  /** What stands before the owner may write it again. */
  stands: (now: number) => Record<string, unknown>;
}

export const DOCUMENTS: Record<string, DocumentExample> = {
  '/status/{uid}': {
    creates: (now) => ({ state: 'online', last_changed: new Date(now - 1000) }),
    stands: (now) => ({ state: 'offline', last_changed: new Date(now - HOUR) }),
  },
  '/demo_names/{uid}': {
    creates: () => ({ name: 'Alice' }),
    stands: () => ({ name: 'Al' }),
  },
};
