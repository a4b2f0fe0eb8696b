import { serverTimestamp } from 'firebase/database';
import { idOf } from '../rules/status-node.ts';

/*
 * What the text of the rules does not say: one value that is right, for each leaf of the Realtime Database and each collection
 * of Firestore. All else of the attack is derived. A place of the rules that is missing here ends the attack with its name.
 */

/** Somebody who attacks or is attacked, with what belongs to them alone, and where they are together. */
export interface Party {
  uid: string;
  connection: string;
  /** Where the lease of the connection is. */
  slot: string;
  /** Where the lease names the seat. */
  roomSlot: string;
  seat: string;
  room: string;
}

export const ALICE = partyOf('alice');
export const BOB = partyOf('bob');

export function partyOf(uid: string): Party {
  return {
    uid,
    connection: idOf(`tab-of-${uid}`),
    slot: '00',
    roomSlot: '0',
    seat: idOf(`seat-of-${uid}`),
    room: 'lobby',
  };
}

/** The placeholder that the Realtime Database replaces by its own time. */
export const NOW = serverTimestamp();

const HOUR = 3_600_000;
const LATER = Date.now() + HOUR;

type Example = (party: Party) => unknown;

/** The key that stands for a wildcard. */
export const WILDCARDS: Record<string, (party: Party) => string> = {
  $uid: ({ uid }) => uid,
  $connectionId: ({ connection }) => connection,
  $lease: ({ uid, slot }) => `${uid}:${slot}`,
  $slot: ({ roomSlot }) => roomSlot,
  $seat: ({ seat }) => seat,
  $roomId: ({ room }) => room,
};

/** The party with another key for a wildcard, so that all else still fits to it; null for a uid, which nobody can choose. */
export const WITH_KEY: Record<string, (party: Party, key: string) => Party | null> = {
  $uid: () => null,
  $connectionId: (party, connection) => ({ ...party, connection }),
  $lease: (party, slot) => ({ ...party, slot }),
  $slot: (party, roomSlot) => ({ ...party, roomSlot }),
  $seat: (party, seat) => ({ ...party, seat }),
  $roomId: (party, room) => ({ ...party, room }),
};

/** Keys that no pattern of a `.validate` shows to be wrong. */
export const ODD_KEYS: Record<string, string[]> = {
  $lease: ['20', '0g', '0', '000', '1F'],
  $slot: ['c', '10', '-1', 'A'],
};

/** What the rules want to see written together with a place: a step of the budget. */
export const COMPANIONS: Record<string, string[]> = {
  '/presence/settings/$uid': ['/presence/budget/$uid/changes'],
  '/presence/rooms/$roomId/$uid/$seat': ['/presence/budget/$uid/changes'],
  '/presence/typing/$roomId/$uid/$seat': ['/presence/budget/$uid/typing'],
};

/** Leaves that name something elsewhere. Any name is right there; that it pays for nothing else is tested in tests/rules. */
export const NAMES: ReadonlySet<string> = new Set(['/presence/budget/$uid/typing/seat']);

/** The first value is written in every example, each of the others once. */
export const LEAVES: Record<string, [Example, ...Example[]]> = {
  '/status/$uid/state': [() => 'online', () => 'offline'],
  '/status/$uid/last_changed': [() => NOW],
  '/status/$uid/left_at': [() => NOW],
  '/status/$uid/connections/$connectionId/last_changed': [() => NOW],
  '/status/$uid/connections/$connectionId/idle': [() => true],
  '/status/$uid/connections/$connectionId/slot': [({ slot }) => slot],
  '/presence/leases/$lease/id': [({ connection }) => connection],
  '/presence/leases/$lease/at': [() => NOW],
  '/presence/leases/$lease/rooms/$slot/room': [({ room }) => room],
  '/presence/leases/$lease/rooms/$slot/seat': [({ seat }) => seat],
  '/presence/budget/$uid/changes/since': [() => NOW],
  '/presence/budget/$uid/changes/n': [() => 1],
  '/presence/budget/$uid/changes/slot': [({ slot }) => slot],
  '/presence/budget/$uid/changes/room_slot': [({ roomSlot }) => roomSlot],
  '/presence/budget/$uid/typing/since': [() => NOW],
  '/presence/budget/$uid/typing/n': [() => 1],
  '/presence/budget/$uid/typing/seat': [({ room, seat }) => `${room}/${seat}`],
  '/presence/settings/$uid/availability/value': [() => 'busy', () => 'available', () => 'invisible'],
  '/presence/settings/$uid/availability/at': [() => NOW],
  '/presence/settings/$uid/custom/text': [() => 'In a meeting', () => ''],
  '/presence/settings/$uid/custom/emoji': [() => '📅'],
  '/presence/settings/$uid/custom/expires_at': [() => LATER],
  '/presence/settings/$uid/custom/at': [() => NOW],
  '/presence/settings/$uid/last_seen/hidden': [() => true, () => false],
  '/presence/settings/$uid/last_seen/at': [() => NOW],
  '/presence/settings/$uid/last_changed': [() => NOW],
  '/presence/rooms/$roomId/$uid/$seat/joined_at': [() => NOW],
  '/presence/rooms/$roomId/$uid/$seat/data': [() => '{"name":"Alice"}'],
  '/presence/typing/$roomId/$uid/$seat': [() => NOW],
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
