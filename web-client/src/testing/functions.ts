import type { ChosenAvailability, StoredMember } from '@firebase-presence/contract';
import type { FirebaseApp } from 'firebase/app';
import type { Auth } from 'firebase/auth';
import {
  assertRoomId,
  assertUserId,
  type CustomStatusInput,
  customStatusOf,
  notInRoom,
  PresenceError,
  stopped,
  type UserStatus,
} from '../core/index.ts';
import { type Members, memberJson, membersSince, noMembers, type Room } from '../rooms/index.ts';
import type { ConnectionState, MySettings, Presence, PresenceOptions } from '../session/index.ts';
import {
  checkedOptions,
  formatLastSeen as formatByClock,
  type LastSeenOptions,
  noOnlineUsers,
  type OnlineUsers,
  type OnlineUsersOptions,
  trackOnlineUsers,
} from '../statuses/index.ts';
import type { TestWorld } from './test-world.ts';
import { World } from './world.ts';

/*
 * The functions of firebase-presence, with the same names and types, for a world in memory. They call a new listener before they return,
 * and after each change. The functions of firebase-presence have the documentation.
 */

type OnError = ((error: PresenceError) => void) | undefined;

let current = new World();

/**
 * Makes a new world without users. Call it before each test, before the app calls `getPresence`.
 *
 * @example
 * const world = testWorld();
 * world.signIn('me');
 * world.user('alice').goOnline();
 */
export function testWorld(): TestWorld {
  current = new World();
  return current;
}

/** The app for a test that passes none. */
const NO_APP: FirebaseApp = { name: 'in memory', options: {}, automaticDataCollectionEnabled: false };

export function getPresence(app: FirebaseApp = NO_APP, _options?: PresenceOptions): Presence {
  return current.start(app);
}

export function initializePresence({ app }: Auth, options?: PresenceOptions): Presence {
  return getPresence(app, options);
}

export async function pausePresence(presence: Presence): Promise<void> {
  worldOf(presence).pause();
}

export function resumePresence(presence: Presence): void {
  worldOf(presence).resume();
}

export async function stopPresence(presence: Presence): Promise<void> {
  worldOf(presence).stop();
}

export function setActive(presence: Presence, active: boolean | null): void {
  const world = worldOf(presence);
  if (world.me !== null) world.change(world.me, (user) => user.setIdle(active === false));
}

export function onConnectionStateChanged(
  presence: Presence,
  next: (state: ConnectionState) => void,
  error?: OnError,
): () => void {
  const world = worldOf(presence);
  return world.listeners.add(() => world.connection, next, error);
}

export function onStatusChanged(
  presence: Presence,
  uid: string,
  next: (status: UserStatus | null) => void,
  error?: OnError,
): () => void {
  assertUserId(uid);
  return listen(presence, (world) => world.status(uid), next, error);
}

export function onMyStatusChanged(
  presence: Presence,
  next: (status: UserStatus | null) => void,
  error?: OnError,
): () => void {
  return listen<UserStatus | null>(
    presence,
    (world) => (world.me === null ? null : world.status(world.me)),
    next,
    error,
  );
}

export function onStatusesChanged(
  presence: Presence,
  uids: readonly string[],
  next: (statuses: UserStatus[]) => void,
  error?: OnError,
): () => void {
  // The app can change its array later.
  const watched = [...uids];
  for (const uid of watched) assertUserId(uid);
  return listen(
    presence,
    (world) => watched.map((uid) => world.status(uid)),
    (statuses) => next(statuses ?? []),
    error,
  );
}

export async function getStatus(presence: Presence, uid: string): Promise<UserStatus> {
  assertUserId(uid);
  return signedInWorld(presence).status(uid);
}

export async function getStatuses(presence: Presence, uids: readonly string[]): Promise<UserStatus[]> {
  for (const uid of uids) assertUserId(uid);
  const world = signedInWorld(presence);
  return uids.map((uid) => world.status(uid));
}

export async function getOnlineCount(presence: Presence): Promise<number> {
  return online(signedInWorld(presence)).length;
}

export function onOnlineCountChanged(
  presence: Presence,
  next: (count: number | null) => void,
  error?: OnError,
): () => void {
  return listen(presence, (world) => online(world).length, next, error);
}

/** Treats `settleMs` as 0. */
export function onOnlineUsersChanged(
  presence: Presence,
  next: (online: OnlineUsers) => void,
  error?: OnError,
  options: OnlineUsersOptions = {},
): () => void {
  const { limit: most = Number.POSITIVE_INFINITY, uids } = checkedOptions(options);
  let tracker = trackOnlineUsers(0, next);
  const read = (world: World) => {
    const all = online(world).filter(({ uid }) => uids?.includes(uid) ?? true);
    return { users: all.slice(0, most), fromCache: world.fromCache, atLimit: all.length >= most };
  };
  const notify = (found: ReturnType<typeof read> | null): void => {
    if (found !== null) {
      tracker.update(found.users, found.fromCache, found.atLimit);
      return;
    }
    tracker = trackOnlineUsers(0, next);
    next(noOnlineUsers());
  };
  return listen(presence, read, notify, error);
}

export async function setAvailability(presence: Presence, availability: ChosenAvailability): Promise<void> {
  const { world, uid } = signedInUser(presence);
  world.user(uid).setAvailability(availability);
}

export async function setCustomStatus(presence: Presence, customStatus: CustomStatusInput | null): Promise<void> {
  const { world, uid } = signedInUser(presence);
  world.user(uid).setCustomStatus(customStatus);
}

export async function setLastSeenHidden(presence: Presence, hidden: boolean): Promise<void> {
  const { world, uid } = signedInUser(presence);
  world.user(uid).setLastSeenHidden(hidden);
}

export function onMySettingsChanged(
  presence: Presence,
  next: (settings: MySettings | null) => void,
  error?: OnError,
): () => void {
  const read = (world: World): MySettings | null => {
    if (world.me === null) return null;
    const { availability, custom, lastSeenHidden } = world.stored(world.me).settings;
    return { availability, customStatus: customStatusOf(custom, world.now), lastSeenHidden };
  };
  return listen<MySettings | null>(presence, read, next, error);
}

export function getRoom<Data = unknown>(presence: Presence, id: string): Room<Data> {
  worldOf(presence);
  assertRoomId(id);
  return { presence, id };
}

export async function joinRoom<Data>({ presence, id }: Room<Data>, data?: Data): Promise<void> {
  const { world, uid } = signedInUser(presence);
  world.user(uid).joinRoom(id, data);
}

export async function setMemberData<Data>({ presence, id }: Room<Data>, data: Data): Promise<void> {
  const { world, uid } = memberOf(presence, id);
  world.rooms.setData(id, uid, memberJson(data));
  world.listeners.notifyAll();
}

export async function leaveRoom({ presence, id }: Room): Promise<void> {
  const world = worldOf(presence);
  if (world.me !== null) world.user(world.me).leaveRoom(id);
}

export function onMembersChanged<Data>(
  { presence, id }: Room<Data>,
  next: (members: Members<Data>) => void,
  error?: OnError,
): () => void {
  let before: ReadonlyMap<string, StoredMember> | null = null;
  const read = (world: World) => ({
    members: [...world.rooms.members(id, world.isSeen)],
    fromCache: world.fromCache,
  });
  return listen(
    presence,
    read,
    (found) => {
      const previous = before;
      before = found && new Map(found.members);
      next(found && before ? membersSince(previous, before, found.fromCache) : noMembers());
    },
    error,
  );
}

export function onOccupancyChanged(
  { presence, id }: Room,
  next: (occupancy: number | null) => void,
  error?: OnError,
): () => void {
  return listen(presence, (world) => world.rooms.members(id, world.isSeen).size, next, error);
}

export function notifyTyping({ presence, id }: Room): void {
  const { world, uid } = memberOf(presence, id);
  world.user(uid).notifyTyping(id);
}

export function stopTyping({ presence, id }: Room): void {
  const { world, uid } = memberOf(presence, id);
  world.user(uid).stopTyping(id);
}

export function onTypingChanged({ presence, id }: Room, next: (uids: string[]) => void, error?: OnError): () => void {
  return listen(
    presence,
    (world) => world.rooms.typing(id, (uid) => uid !== world.me && world.isSeen(uid)),
    (uids) => next(uids ?? []),
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
  return current.listeners.add(() => formatLastSeen(lastSeen, options), next, undefined);
}

function online(world: World): UserStatus[] {
  return world.known.map((uid) => world.status(uid)).filter(({ state }) => state === 'online');
}

/** Calls `next` with null while no user is signed in. */
function listen<Value>(
  presence: Presence,
  read: (world: World) => Value,
  next: (value: Value | null) => void,
  error: OnError,
): () => void {
  const world = worldOf(presence);
  return world.listeners.add(() => (world.me === null ? null : read(world)), next, error);
}

function worldOf(presence: Presence): World {
  if (presence === current.presence) return current;
  if (current.wasStopped(presence)) throw stopped();
  throw new PresenceError(
    'presence/invalid-argument',
    'This Presence belongs to an earlier world, or is not a Presence. Call testWorld() before the app calls getPresence. A module must not call getPresence when it is imported: call it in a function or component.',
  );
}

function signedInWorld(presence: Presence): World {
  const world = worldOf(presence);
  if (world.me !== null) return world;
  throw new PresenceError(
    'presence/permission-denied',
    'Cannot read the statuses: no user is signed in. Call world.signIn(uid) in the test first.',
  );
}

function signedInUser(presence: Presence): { world: World; uid: string } {
  const world = worldOf(presence);
  if (world.me !== null) return { world, uid: world.me };
  throw new PresenceError('presence/signed-out', 'No user is signed in. Call world.signIn(uid) in the test first.');
}

/** A sign-out leaves all rooms. */
function memberOf(presence: Presence, roomId: string): { world: World; uid: string } {
  const world = worldOf(presence);
  if (world.me !== null) return { world, uid: world.me };
  throw notInRoom(roomId);
}
