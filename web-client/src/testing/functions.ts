import type { ChosenAvailability, StoredMember } from '@firebase-presence/contract';
import type { FirebaseApp } from 'firebase/app';
import {
  assertUserId,
  type CustomStatusInput,
  customStatusOf,
  PresenceError,
  type UserStatus,
  wholeNumber,
} from '../core/index.ts';
import { assertRoomId, type Members, memberJson, membersSince, type Room } from '../rooms/index.ts';
import type { ConnectionState, MySettings, Presence, PresenceOptions } from '../session/index.ts';
import {
  formatLastSeen as formatByClock,
  type LastSeenOptions,
  type OnlineUsers,
  type OnlineUsersOptions,
  settle,
} from '../statuses/index.ts';
import { TestWorld } from './test-world.ts';

/*
 * The functions of firebase-presence, by the same names and with the same types, on a world in memory. Listeners are called at once, and after
 * each change. What the real ones document is not said again here.
 */

type Fail = ((error: PresenceError) => void) | undefined;

let current = new TestWorld();

/**
 * A new world with nobody in it: to be called before each test, before the app calls `getPresence`.
 *
 * @example
 * const world = testWorld();
 * world.signsIn('me');
 * world.person('alice').comesOnline();
 */
export function testWorld(): TestWorld {
  current = new TestWorld();
  return current;
}

/** What stands for an app where none was made. */
const NO_APP: FirebaseApp = { name: 'in memory', options: {}, automaticDataCollectionEnabled: false };

export function getPresence(app: FirebaseApp = NO_APP, _options?: PresenceOptions): Presence {
  current.presence ??= { app };
  return current.presence;
}

export async function leave(presence: Presence): Promise<void> {
  worldOf(presence).leaves();
}

export function enter(presence: Presence): void {
  worldOf(presence).enters();
}

export async function stopPresence(presence: Presence): Promise<void> {
  worldOf(presence).leaves();
  current.presence = null;
}

export function setActive(presence: Presence, active: boolean | null): void {
  const world = worldOf(presence);
  if (world.me !== null) world.change(world.me, (someone) => someone.turns(active === false));
}

export function onConnectionStateChanged(
  presence: Presence,
  next: (state: ConnectionState) => void,
  error?: Fail,
): () => void {
  const world = worldOf(presence);
  return world.watches.add(() => world.connection, next, error, false);
}

export function onStatusChanged(
  presence: Presence,
  uid: string,
  next: (status: UserStatus) => void,
  error?: Fail,
): () => void {
  assertUserId(uid);
  return watch(presence, (world) => world.status(uid), next, error);
}

export function onMyStatusChanged(
  presence: Presence,
  next: (status: UserStatus | null) => void,
  error?: Fail,
): () => void {
  const world = worldOf(presence);
  return world.watches.add(() => (world.me === null ? null : world.status(world.me)), next, error, false);
}

export function onContactsChanged(
  presence: Presence,
  uids: readonly string[],
  next: (statuses: readonly UserStatus[]) => void,
  error?: Fail,
): () => void {
  for (const uid of uids) assertUserId(uid);
  return watch(presence, (world) => uids.map((uid) => world.status(uid)), next, error);
}

export async function getStatuses(presence: Presence, uids: readonly string[]): Promise<UserStatus[]> {
  for (const uid of uids) assertUserId(uid);
  const world = signedIn(presence);
  return uids.map((uid) => world.status(uid));
}

export async function getOnlineCount(presence: Presence): Promise<number> {
  return online(signedIn(presence)).length;
}

/** `settleMs` is taken for 0: here nobody flaps. */
export function onOnlineUsersChanged(
  presence: Presence,
  next: (online: OnlineUsers) => void,
  error?: Fail,
  options: OnlineUsersOptions = {},
): () => void {
  const most = options.limit === undefined ? Number.POSITIVE_INFINITY : wholeNumber('limit', options.limit, 1);
  const settling = settle(0, next);
  const look = (world: TestWorld) => ({ users: online(world).slice(0, most), fromCache: world.fromCache });
  return watch(presence, look, ({ users, fromCache }) => settling.update(users, fromCache), error);
}

export async function setAvailability(presence: Presence, availability: ChosenAvailability): Promise<void> {
  const { world, uid } = mine(presence);
  world.person(uid).chooses(availability);
}

export async function setCustomStatus(presence: Presence, custom: CustomStatusInput | null): Promise<void> {
  const { world, uid } = mine(presence);
  world.person(uid).says(custom);
}

export async function setLastSeenHidden(presence: Presence, hidden: boolean): Promise<void> {
  const { world, uid } = mine(presence);
  world.person(uid).hidesLastSeen(hidden);
}

export function onMySettingsChanged(presence: Presence, next: (settings: MySettings | null) => void): () => void {
  const world = worldOf(presence);
  const look = (): MySettings | null => {
    if (world.me === null) return null;
    const { availability, custom, lastSeenHidden } = world.someone(world.me).settings;
    return { availability, custom: customStatusOf(custom, world.now), lastSeenHidden };
  };
  return world.watches.add(look, next, undefined, false);
}

export function getRoom<Data = unknown>(presence: Presence, id: string): Room<Data> {
  worldOf(presence);
  assertRoomId(id);
  return { presence, id };
}

export async function joinRoom<Data>({ presence, id }: Room<Data>, data?: Data): Promise<void> {
  const { world, uid } = mine(presence);
  world.person(uid).joins(id, data);
}

export async function updateMember<Data>({ presence, id }: Room<Data>, data: Data): Promise<void> {
  const { world, uid } = mine(presence);
  world.rooms.say(id, uid, memberJson(data));
  world.tell();
}

export async function leaveRoom({ presence, id }: Room): Promise<void> {
  const world = worldOf(presence);
  if (world.me !== null) world.person(world.me).leaves(id);
}

export function onMembersChanged<Data>(
  { presence, id }: Room<Data>,
  next: (members: Members<Data>) => void,
  error?: Fail,
): () => void {
  let before: ReadonlyMap<string, StoredMember> | null = null;
  const look = (world: TestWorld) => ({
    members: [...world.rooms.members(id, world.isSeen)],
    fromCache: world.fromCache,
  });
  return watch(
    presence,
    look,
    ({ members, fromCache }) => {
      const now = new Map(members);
      const told = before;
      before = now;
      next(membersSince(told, now, fromCache));
    },
    error,
  );
}

export function onOccupancyChanged(
  { presence, id }: Room,
  next: (occupancy: number) => void,
  error?: Fail,
): () => void {
  return watch(presence, (world) => world.rooms.members(id, world.isSeen).size, next, error);
}

export function notifyTyping({ presence, id }: Room): void {
  const { world, uid } = mine(presence);
  world.person(uid).types(id);
}

export function stopTyping({ presence, id }: Room): void {
  const { world, uid } = mine(presence);
  world.person(uid).stopsTyping(id);
}

export function onTypingChanged(
  { presence, id }: Room,
  next: (uids: readonly string[]) => void,
  error?: Fail,
): () => void {
  return watch(
    presence,
    (world) => world.rooms.typing(id, (uid) => uid !== world.me && world.isSeen(uid)),
    next,
    error,
  );
}

export function formatLastSeen(lastSeen: Date, options: LastSeenOptions = {}): string {
  return formatByClock(lastSeen, { now: new Date(current.now), ...options });
}

export function onLastSeenTextChanged(
  lastSeen: Date,
  next: (text: string) => void,
  options: { locale?: string } = {},
): () => void {
  return current.watches.add(() => formatLastSeen(lastSeen, options), next, undefined, false);
}

function online(world: TestWorld): UserStatus[] {
  return world.known.map((uid) => world.status(uid)).filter(({ state }) => state === 'online');
}

function watch<Value>(
  presence: Presence,
  look: (world: TestWorld) => Value,
  next: (value: Value) => void,
  error: Fail,
): () => void {
  const world = worldOf(presence);
  if (world.me !== null) return world.watches.add(() => look(world), next, error, true);
  (error ?? console.error)(refusal());
  return () => undefined;
}

function worldOf(presence: Presence): TestWorld {
  if (presence === current.presence) return current;
  throw new PresenceError(
    'presence/invalid-argument',
    'This Presence is of an earlier world, was stopped, or is none. Call testWorld() before the app calls getPresence.',
  );
}

function signedIn(presence: Presence): TestWorld {
  const world = worldOf(presence);
  if (world.me !== null) return world;
  throw refusal();
}

function mine(presence: Presence): { world: TestWorld; uid: string } {
  const world = worldOf(presence);
  if (world.me !== null) return { world, uid: world.me };
  throw new PresenceError('presence/signed-out', 'Nobody is signed in. Call world.signsIn(uid) in the test first.');
}

function refusal(): PresenceError {
  return new PresenceError(
    'presence/permission-denied',
    'Nobody is signed in, so nobody may look. Call world.signsIn(uid) in the test first.',
  );
}
