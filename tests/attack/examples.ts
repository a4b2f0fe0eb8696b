import { serverTimestamp } from 'firebase/database';
import { idOf } from '../rules/status-node.ts';

/*
 * One valid value for each leaf of the Realtime Database and each collection of Firestore, because the rules contain none. The attack
 * derives everything else from the rules. If a place of the rules has no example here, the attack ends with its name.
 */

/** A user who attacks or is attacked, with the user's own data, and the room of both users. */
export interface Party {
  uid: string;
  connection: string;
  /** The slot of the lease of the connection. */
  slot: string;
  /** The slot in which the lease names the seat. */
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

/** The placeholder that the Realtime Database replaces with its own time. */
export const NOW = serverTimestamp();

const HOUR = 3_600_000;
const LATER = Date.now() + HOUR;

type Example = (party: Party) => unknown;

/** The key of a party for each wildcard. */
export const WILDCARDS: Record<string, (party: Party) => string> = {
  $uid: ({ uid }) => uid,
  $connectionId: ({ connection }) => connection,
  $lease: ({ uid, slot }) => `${uid}:${slot}`,
  $slot: ({ roomSlot }) => roomSlot,
  $seat: ({ seat }) => seat,
  $roomId: ({ room }) => room,
};

/** The party with another key for a wildcard, and matching other data. Null for a uid, because a client cannot choose it. */
export const WITH_KEY: Record<string, (party: Party, key: string) => Party | null> = {
  $uid: () => null,
  $connectionId: (party, connection) => ({ ...party, connection }),
  $lease: (party, slot) => ({ ...party, slot }),
  $slot: (party, roomSlot) => ({ ...party, roomSlot }),
  $seat: (party, seat) => ({ ...party, seat }),
  $roomId: (party, room) => ({ ...party, room }),
};

/** Wrong keys that cannot be derived from a pattern of a `.validate`. */
export const ODD_KEYS: Record<string, string[]> = {
  $lease: ['20', '0g', '0', '000', '1F'],
  $slot: ['c', '10', '-1', 'A'],
};

/** The places that the rules require in the same write: a budget step. */
export const COMPANIONS: Record<string, string[]> = {
  '/presence/settings/$uid': ['/presence/budget/$uid/changes'],
  '/presence/rooms/$roomId/$uid/$seat': ['/presence/budget/$uid/changes'],
  '/presence/typing/$roomId/$uid/$seat': ['/presence/budget/$uid/typing'],
};

/** Leaves that name another place. Any name is valid. tests/rules shows that a budget step pays only for the place that it names. */
export const NAMES: ReadonlySet<string> = new Set(['/presence/budget/$uid/typing/seat']);

/** Valid values of each leaf. Every example contains the first value, and one example each contains another value. */
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

/** A document of Firestore with every field that the rules name. */
export interface DocumentExample {
  /** The fields with which the owner may create the document. `now` is the time of the request in milliseconds. */
  creates: (now: number) => Record<string, unknown>;
  /** The fields of a document that the owner may overwrite. */
  initial: (now: number) => Record<string, unknown>;
}

export const DOCUMENTS: Record<string, DocumentExample> = {
  '/status/{uid}': {
    creates: (now) => ({ state: 'online', last_changed: new Date(now - 1000) }),
    initial: (now) => ({ state: 'offline', last_changed: new Date(now - HOUR) }),
  },
  '/demo_names/{uid}': {
    creates: () => ({ name: 'Alice', simulated: false }),
    initial: () => ({ name: 'Al', simulated: true }),
  },
};
