// firebase-presence

import { FirebaseApp, FirebaseError } from "firebase/app";
import "firebase/database";
import { Unsubscribe } from "firebase/auth";
import "firebase/firestore";

type PresenceState = "online" | "offline";
/** Whether an online user can be contacted. */
type Availability = "available" | "away" | "busy";
/** What a person can choose. `invisible` is, for everybody else, the same as offline. */
type ChosenAvailability = "available" | "busy" | "invisible";
/** What a person says of themselves, as an app passes it in. */
interface CustomStatusInput {
  /** At most 100 characters; may be empty if there is an emoji. */
  text: string;
  /** At most 40 characters: those of families and flags are made of many. */
  emoji?: string;
  /**
  * In the future, at most a year ahead. Without it, it stays until it is removed. Made by the clock of this device, as `new Date(Date.now() +
  * 3_600_000)` is: it ends after that time, even if the clock is wrong. A Date that this package returned is the server's time.
  */
  expiresAt?: Date;
}
/**
* Stable names of what can go wrong. docs/8-errors.md has a paragraph for each.
*/
type PresenceErrorCode = "presence/invalid-argument" | "presence/invalid-uid" | "presence/already-initialized" | "presence/no-database" | "presence/database-unreachable" | "presence/emulator-not-connected" | "presence/permission-denied" | "presence/firestore-unreachable" | "presence/firestore-terminated" | "presence/no-provider" | "presence/stopped" | "presence/signed-out" | "presence/watch-only" | "presence/not-in-room" | "presence/too-many-connections" | "presence/too-many-rooms" | "presence/too-many-changes" | "presence/unknown";
/** What happened, with the value, and what to do about it. Existing handlers of `FirebaseError` see it too. */
declare class PresenceError extends FirebaseError {
  readonly code: PresenceErrorCode;
  /** The error of the Firebase SDK that led to this one, if any. */
  readonly cause: unknown;
  constructor(code: PresenceErrorCode, message: string, cause?: unknown);
}
/** What somebody says of themselves. */
interface CustomStatus {
  readonly text: string;
  readonly emoji: string | null;
  /** When it ends, by the server's clock; null if it does not. */
  readonly expiresAt: Date | null;
}
/** What is known of a user's presence. */
interface UserStatus {
  readonly uid: string;
  /** `online` while at least one device or tab is connected. Somebody who was never here is `offline`. */
  readonly state: PresenceState;
  /** How an online user is to be met: `away` if nobody is in front of any of their devices. Null while offline. */
  readonly availability: Availability | null;
  /** What they say of themselves, also while offline. Null if nothing, or it has expired. */
  readonly customStatus: CustomStatus | null;
  /**
  * Since when, by the server's clock: for `offline` this is when the person was last seen. Null if never. Of somebody who hides it,
  * the time of that choice.
  */
  readonly lastChanged: Date | null;
  /** This device is offline itself, or has not heard from the server yet: the status may be out of date. */
  readonly fromCache: boolean;
}
/**
* What this client's own connection does:
*
* - `signed-out`: no user is signed in, or the browser has only prerendered this page
* - `connecting`: on the way to the first announcement
* - `connected`: the server has acknowledged the announcement
* - `disconnected`: the connection was lost; it returns by itself
* - `paused`: `pausePresence` was called, until `resumePresence`; or the client only watches (`watchOnly`)
*/
type ConnectionState = "signed-out" | "connecting" | "connected" | "disconnected" | "paused";
interface PresenceOptions {
  /** The Firestore collection that the Cloud Function writes: its parameter `PRESENCE_COLLECTION`. Default: `status`. */
  collection?: string;
  /**
  * The id of the Firestore database that the Cloud Function writes: its parameter `PRESENCE_FIRESTORE_DATABASE`. For an app that calls
  * `getFirestore(app, 'app-db')` it is `app-db`. Default: `(default)`.
  */
  firestoreDatabase?: string;
  /**
  * The URL of the database instance that holds this user, for apps that spread their users over several. It has to give the
  * same answer on every device. Default: the app's own instance for everybody.
  */
  databaseUrl?: (uid: string) => string;
  /**
  * How often this device proves that it is alive, in milliseconds: one small write each time. Has to be less than half of the
  * function's parameter `PRESENCE_LEASE_SECONDS`, or living devices are taken for dead. At most an hour. Default: 30,000.
  */
  renewalMs?: number;
  /**
  * After how many milliseconds without input this device is idle; a hidden tab is after ten seconds. A user whose devices are
  * all idle is away. `Infinity`, or more than the 24 days that a timer can hold: never, unless the app calls `setActive`. Default: 300,000,
  * five minutes.
  */
  idleAfterMs?: number;
  /** The client only watches, and announces no user: for an administrator's dashboard. It cannot join rooms. Default: false. */
  watchOnly?: boolean;
}
/** Presence of one Firebase app. Get it from `getPresence`, and pass it to the functions of this package. */
interface Presence {
  readonly app: FirebaseApp;
}
/**
* Removes this client's connection until {@link resumePresence}. Others see the user offline without the grace period, unless another tab
* or device is connected. The pause also ends when the user signs out or another one signs in. A pause before Authentication has restored
* the sign-in applies to the restored user, so an app can start paused.
*
* @returns resolves when the server has acknowledged the removal or cannot be reached, and after five seconds at the latest
* @throws (rejects) `presence/permission-denied` if the security rules refuse it
*
* @example
* await pausePresence(presence); // offline on this device, and still signed in
*/
declare function pausePresence(presence: Presence): Promise<void>;
/**
* Announces the user again after {@link pausePresence}. Does nothing if presence is not paused.
*
* @throws `presence/watch-only` if `getPresence` was called with `watchOnly`
*
* @example
* await pausePresence(presence);
* resumePresence(presence);
*/
declare function resumePresence(presence: Presence): void;
/**
* Ends presence in this client: removes the connection and no longer follows Authentication. Listeners of other users stay. Call it
* before `deleteApp`; a later `getPresence` starts again.
*
* @example
* await stopPresence(presence);
*/
declare function stopPresence(presence: Presence): Promise<void>;
/**
* Tells whether a user is in front of this device, where the SDK cannot see it: in React Native, while a video plays, in an embedded
* frame. It counts more than what the SDK sees, until the next call. A user whose devices are all inactive is away.
*
* @param active true: a user is here, also in a hidden tab. false: none is. null: the SDK decides again, as it does at the start
* @throws `presence/invalid-argument` if `active` is none of these
*
* @example
* const video = document.querySelector('video');
* video?.addEventListener('play', () => setActive(presence, true));
* video?.addEventListener('pause', () => setActive(presence, null));
*/
declare function setActive(presence: Presence, active: boolean | null): void;
/** What the signed-in person chose, on all their devices. */
interface MySettings {
  /** Default: `available`. */
  readonly availability: ChosenAvailability;
  /** Null if there is none, or it has expired. */
  readonly customStatus: CustomStatus | null;
  /** Whether others cannot see when the person was last seen. Default: false. */
  readonly lastSeenHidden: boolean;
}
/**
* Chooses how the signed-in person is shown, on all their devices and until they choose again. `busy` does not become away by
* itself. `invisible` is the same as offline for everybody else: nothing that the person does from then on shows.
*
* @returns resolves when the server has acknowledged it; while this device has no connection, when that is back
* @throws (rejects) `presence/signed-out` if nobody is signed in, `presence/permission-denied` if the rules refuse it,
*   `presence/too-many-changes` after 300 changes in 10 minutes; `invisible` is never one too many
*
* @example
* await setAvailability(presence, 'busy');
*/
declare function setAvailability(presence: Presence, availability: ChosenAvailability): Promise<void>;
/**
* Sets or removes what the signed-in person says of themselves. Others see it, also while the person is offline, until it expires.
*
* @param custom null removes it
* @returns resolves when the server has acknowledged it
* @throws (rejects) `presence/invalid-argument`, `presence/signed-out`, `presence/permission-denied`, `presence/too-many-changes`
*
* @example
* await setCustomStatus(presence, { text: 'In a meeting', emoji: '📅', expiresAt: new Date(Date.now() + 3_600_000) });
*/
declare function setCustomStatus(presence: Presence, custom: CustomStatusInput | null): Promise<void>;
/**
* Hides from others when the signed-in person was last seen, or shows it again. Whether they are online still shows.
*
* @returns resolves when the server has acknowledged it
* @throws (rejects) `presence/signed-out`, `presence/permission-denied`, `presence/too-many-changes`
*
* @example
* await setLastSeenHidden(presence, true);
*/
declare function setLastSeenHidden(presence: Presence, hidden: boolean): Promise<void>;
/**
* Calls `next` with the settings of the signed-in user: when they are known, and whenever they change on any of the user's devices. Calls it
* with null while no user is signed in and while the settings are not known.
*
* @param error called when the security rules refuse the settings. The listener stays and tries again.
* @returns removes the listener
*
* @example
* const unsubscribe = onMySettingsChanged(presence, (mine) => render(mine?.availability, mine?.customStatus));
*/
declare function onMySettingsChanged(presence: Presence, next: (settings: MySettings | null) => void, error?: (error: PresenceError) => void): Unsubscribe;
/**
* Calls `next` with the state of this device's own connection: now, and whenever it changes.
*
* @param error called when presence cannot work as it is set up, for example because the security rules are not
*   deployed. The listener stays, and so do the attempts. Without any error listener the error goes to the console.
* @returns removes the listener
*
* @example
* const unsubscribe = onConnectionStateChanged(presence, (state) => render(state), (error) => console.error(error.code));
*/
declare function onConnectionStateChanged(presence: Presence, next: (state: ConnectionState) => void, error?: (error: PresenceError) => void): Unsubscribe;
/**
* Makes this device present. From now on, whoever is signed in is online while this device is connected; signing in,
* signing out and switching the user are followed. Needs Authentication, Realtime Database and Firestore in the app.
*
* Called again it returns the same instance.
*
* @param app default: the default app
* @throws `presence/invalid-argument` if an option cannot be used
* @throws `presence/no-database` if the app's config names no Realtime Database
* @throws `presence/already-initialized` if called before with other options
*
* @example
* const presence = getPresence(initializeApp(config));
* onOnlineUsersChanged(presence, ({ users }) => console.log(`${users.length} online`));
*/
declare function getPresence(app?: FirebaseApp, options?: PresenceOptions): Presence;
/** Somebody in a room, with all their tabs and devices. */
interface Member<Data = unknown> {
  readonly uid: string;
  /** When their first tab that is still here joined, by the server's clock. */
  readonly joinedAt: Date;
  /** What they say of themselves there. It was written by their device: check it before you trust it. */
  readonly data: Data | undefined;
}
interface Members<Data = unknown> {
  /** Everybody in the room, in the order in which they joined. */
  readonly members: Member<Data>[];
  /** Who has joined since the last call. Empty at the first: they were there already. */
  readonly joined: string[];
  /** Whose data has changed since the last call. */
  readonly updated: string[];
  /** Who has left since the last call. */
  readonly left: string[];
  /** This device has no connection: the list may be out of date. */
  readonly fromCache: boolean;
}
/** A room: where people are together, such as a channel, a document or a game. Get it from {@link getRoom}. */
interface Room<Data = unknown> {
  readonly presence: Presence;
  readonly id: string;
  /** Only a type: what members say of themselves. */
  readonly data?: Data;
}
/**
* Names a room. Nothing is read or written: whoever only wants to look at it need not join it.
*
* @param id 1 to 128 characters, or 42 if some are not ASCII; none of `. # $ [ ] /`, no control character
* @throws `presence/invalid-argument` if no room can have this id
*
* @example
* const lobby = getRoom<{ name: string }>(presence, 'lobby');
*/
declare function getRoom<Data = unknown>(presence: Presence, id: string): Room<Data>;
/**
* Joins a room, with data that others can read there. The tabs and devices of a user are one member. The membership lasts until
* {@link leaveRoom} or the sign-out, and survives lost connections. Joining again replaces the data. Others do not see an invisible user in
* the room.
*
* @param data anything that JSON can hold, in at most 1,024 characters of JSON, or 341 if some are not ASCII
* @returns resolves when the server has acknowledged it; without a connection, when the connection is back
* @throws (rejects) `presence/signed-out` if no user is signed in, `presence/invalid-argument` if the data is too large or no JSON,
*   `presence/permission-denied` if the rules refuse it, `presence/too-many-rooms` if this client is in 12 rooms already,
*   `presence/too-many-changes` after 300 changes in 10 minutes, `presence/watch-only` if this client only watches
*
* @example
* await joinRoom(getRoom(presence, 'lobby'), { name: 'Alice' });
*/
declare function joinRoom<Data>(room: Room<Data>, data?: Data): Promise<void>;
/**
* Replaces the user's own data in the room.
*
* @returns resolves when the server has acknowledged it
* @throws (rejects) `presence/not-in-room` if {@link joinRoom} was not called, otherwise as that does
*
* @example
* await setMemberData(getRoom<{ name: string }>(presence, 'lobby'), { name: 'Alicia' });
*/
declare function setMemberData<Data>(room: Room<Data>, data: Data): Promise<void>;
/**
* Leaves the room on this client. Does nothing if it has not joined.
*
* @returns resolves when the server has acknowledged it; without a connection it resolves now, and the server removes the member by itself
*
* @example
* await leaveRoom(room);
*/
declare function leaveRoom(room: Room): Promise<void>;
/**
* Tells the others in the room that the person types. Call it on every key: it costs at most one write in two seconds. It ends by
* itself after three seconds without a call, when the room is left, and when the connection ends.
*
* @throws `presence/not-in-room` if `joinRoom` was not called
*
* @example
* document.querySelector('input')?.addEventListener('input', () => notifyTyping(room));
*/
declare function notifyTyping(room: Room): void;
/**
* Tells the others that the person has stopped typing, because the message was sent or the field was cleared.
*
* @throws `presence/not-in-room` if `joinRoom` was not called
*
* @example
* stopTyping(room); // the message is sent
*/
declare function stopTyping(room: Room): void;
/**
* Calls `next` with the uids of the users who type in the room, without the signed-in user, in the order in which they began: when they are
* known, and whenever they change. A user is shown for three seconds after the latest key, whatever this device's clock says. Waits for the
* sign-in, and calls `next` with an empty array while no user is signed in.
*
* @param error as in {@link onMembersChanged}
* @returns removes the listener
*
* @example
* const unsubscribe = onTypingChanged(room, (uids) => render(uids));
*/
declare function onTypingChanged(room: Room, next: (uids: string[]) => void, error?: (error: PresenceError) => void): Unsubscribe;
/**
* Calls `next` with all members of the room: when they are known, and whenever they change. This client need not have joined. Waits for the
* sign-in, and calls `next` with no members while no user is signed in.
*
* @param error called when the security rules refuse it. The listener stays and tries again. Without it the error goes to the console.
* @returns removes the listener
*
* @example
* const unsubscribe = onMembersChanged(room, ({ members, joined, left }) => render(members));
*/
declare function onMembersChanged<Data>(room: Room<Data>, next: (members: Members<Data>) => void, error?: (error: PresenceError) => void): Unsubscribe;
/**
* Calls `next` with the number of users in the room, without downloading them: when it is known, and whenever it changes. The function
* counts them, so the number is a moment late. Waits for the sign-in, and calls `next` with null while no user is signed in.
*
* @param error as in {@link onMembersChanged}
* @returns removes the listener
*
* @example
* const unsubscribe = onOccupancyChanged(room, (occupancy) => render(occupancy ?? '…'));
*/
declare function onOccupancyChanged(room: Room, next: (occupancy: number | null) => void, error?: (error: PresenceError) => void): Unsubscribe;
/**
* Asks once for the status of a user. An unknown user is offline. Costs one read.
*
* @throws (rejects) `presence/invalid-uid`, `presence/permission-denied`
*
* @example
* const { state } = await getStatus(presence, 'alice');
*/
declare function getStatus(presence: Presence, uid: string): Promise<UserStatus>;
/**
* Asks once for the statuses of any number of users, in one query for each thirty of them.
*
* @returns in the order of `uids`; an unknown user is offline
* @throws (rejects) `presence/invalid-uid`, `presence/permission-denied`
*
* @example
* const [alice, bob] = await getStatuses(presence, ['alice', 'bob']);
*/
declare function getStatuses(presence: Presence, uids: readonly string[]): Promise<UserStatus[]>;
/**
* Counts the users who are online now, without downloading them. Costs one read for each thousand of them.
*
* @throws (rejects) `presence/permission-denied`
*
* @example
* console.log(`${await getOnlineCount(presence)} online`);
*/
declare function getOnlineCount(presence: Presence): Promise<number>;
interface LastSeenOptions {
  /** A BCP 47 tag such as `de` or `zh-Hans`. Default: the browser's. */
  locale?: string;
  /** The time to count from, by the same clock as the time that is told. Default: now, by the server's clock as far as this device knows it. */
  now?: Date;
}
/**
* Says how long ago it was, in words of the locale: "now", "5 minutes ago", "yesterday". A time ahead, which can only be a clock
* that is wrong, is now. Where the platform has no `Intl.RelativeTimeFormat`, it is the date and time.
*
* @param lastSeen by the server's clock, as the dates of this package are: so the clock of this device may be wrong
* @throws `presence/invalid-argument` if the Date is invalid
*
* @example
* formatLastSeen(lastChanged, { locale: 'de' }); // vor 5 Minuten
*/
declare function formatLastSeen(lastSeen: Date, {
  locale,
  now
}?: LastSeenOptions): string;
/**
* Calls `next` with {@link formatLastSeen} of a time: at once, and whenever the words change.
*
* @returns ends it
* @throws `presence/invalid-argument` if the Date is invalid
*
* @example
* const stop = onLastSeenTextChanged(lastChanged, (text) => render(text));
*/
declare function onLastSeenTextChanged(lastSeen: Date, next: (text: string) => void, options?: {
  locale?: string;
}): Unsubscribe;
/**
* Sorts people or devices by when they were last seen: whoever is online first, then the latest, and at the end who was never here.
*
* @example
* const statuses = await getStatuses(presence, team);
* render(statuses.sort(byLastSeen));
*/
declare function byLastSeen(a: {
  readonly state: string;
  readonly lastChanged: Date | null;
}, b: {
  readonly state: string;
  readonly lastChanged: Date | null;
}): number;
/** Who is online. */
interface OnlineUsers {
  /** Everybody who is online, sorted by uid. */
  readonly users: UserStatus[];
  /** The uids that were added since the last call. Empty until the server's first answer: those were there already. */
  readonly joined: string[];
  /** The uids that were removed since the last call. */
  readonly left: string[];
  /** This device is offline itself, or has not heard from the server yet: the list may be out of date. */
  readonly fromCache: boolean;
}
interface OnlineUsersOptions {
  /** How many milliseconds a user has to be gone before `left` names them. Default: 0, because the server waits a grace period already. */
  settleMs?: number;
  /** How many users at most. Each costs a document read. Default: no limit. */
  limit?: number;
}
/**
* Calls `next` with all users who are online: when they are known, and whenever they change. Waits for the sign-in, and calls `next` with
* no users while no user is signed in on this client. Meant for groups that fit on a screen: each watcher reads each change.
*
* @param error called when Firestore refuses the list. The listener starts again when another user signs in, and when this user has a new
*   ID token. Without it the error goes to the console.
* @returns removes the listener
* @throws `presence/invalid-argument` if an option is not a number it can use
*
* @example
* const unsubscribe = onOnlineUsersChanged(presence, ({ users, joined, left }) => render(users, joined, left));
*/
declare function onOnlineUsersChanged(presence: Presence, next: (online: OnlineUsers) => void, error?: (error: PresenceError) => void, options?: OnlineUsersOptions): Unsubscribe;
/**
* Calls `next` with the status of a user: when it is known, and whenever it changes. Waits for the sign-in, and calls `next` with null
* while no user is signed in on this client.
*
* @param error called when Firestore refuses the status. The listener starts again when another user signs in, and when this user has a
*   new ID token. Without it the error goes to the console.
* @returns removes the listener
* @throws `presence/invalid-uid` if no user can have this id
*
* @example
* const unsubscribe = onStatusChanged(presence, 'alice', (status) => {
*   console.log(status?.state === 'online' ? 'online' : `last seen ${status?.lastChanged}`);
* });
*/
declare function onStatusChanged(presence: Presence, uid: string, next: (status: UserStatus | null) => void, error?: (error: PresenceError) => void): Unsubscribe;
/**
* Calls `next` with the signed-in user's own status as others see it, and with null while no user is signed in. When this client loses
* its connection, the status is `offline` without a round trip, from the local cache.
*
* @param error as in {@link onStatusChanged}
* @returns removes the listener
*
* @example
* const unsubscribe = onMyStatusChanged(presence, (mine) => render(mine?.state ?? 'signed out'));
*/
declare function onMyStatusChanged(presence: Presence, next: (status: UserStatus | null) => void, error?: (error: PresenceError) => void): Unsubscribe;
/**
* Calls `next` with the statuses of any number of users: when all are known, and whenever one changes. Waits for the sign-in, and calls
* `next` with an empty array while no user is signed in on this client. Costs one query for each thirty users, and a read for each change
* of one of them.
*
* @param next gets the statuses in the order of `uids`; an unknown user is offline
* @param error called when Firestore refuses the statuses. The listener starts again when another user signs in, and when this user has a
*   new ID token. Without it the error goes to the console.
* @returns removes the listener
* @throws `presence/invalid-uid` if no user can have one of the ids
*
* @example
* const unsubscribe = onStatusesChanged(presence, team, (statuses) => render(statuses));
*/
declare function onStatusesChanged(presence: Presence, uids: readonly string[], next: (statuses: UserStatus[]) => void, error?: (error: PresenceError) => void): Unsubscribe;
export { type Availability, type ChosenAvailability, type ConnectionState, type CustomStatus, type CustomStatusInput, type LastSeenOptions, type Member, type Members, type MySettings, type OnlineUsers, type OnlineUsersOptions, type Presence, PresenceError, type PresenceErrorCode, type PresenceOptions, type PresenceState, type Room, type UserStatus, byLastSeen, formatLastSeen, getOnlineCount, getPresence, getRoom, getStatus, getStatuses, joinRoom, leaveRoom, notifyTyping, onConnectionStateChanged, onLastSeenTextChanged, onMembersChanged, onMySettingsChanged, onMyStatusChanged, onOccupancyChanged, onOnlineUsersChanged, onStatusChanged, onStatusesChanged, onTypingChanged, pausePresence, resumePresence, setActive, setAvailability, setCustomStatus, setLastSeenHidden, setMemberData, stopPresence, stopTyping };
// firebase-presence/without-firestore

import { FirebaseApp, FirebaseError } from "firebase/app";
import "firebase/database";
import { Unsubscribe } from "firebase/auth";

/** What a person can choose. `invisible` is, for everybody else, the same as offline. */
type ChosenAvailability = "available" | "busy" | "invisible";
/**
* What this client's own connection does:
*
* - `signed-out`: no user is signed in, or the browser has only prerendered this page
* - `connecting`: on the way to the first announcement
* - `connected`: the server has acknowledged the announcement
* - `disconnected`: the connection was lost; it returns by itself
* - `paused`: `pausePresence` was called, until `resumePresence`; or the client only watches (`watchOnly`)
*/
type ConnectionState = "signed-out" | "connecting" | "connected" | "disconnected" | "paused";
/** What a person says of themselves, as an app passes it in. */
interface CustomStatusInput {
  /** At most 100 characters; may be empty if there is an emoji. */
  text: string;
  /** At most 40 characters: those of families and flags are made of many. */
  emoji?: string;
  /**
  * In the future, at most a year ahead. Without it, it stays until it is removed. Made by the clock of this device, as `new Date(Date.now() +
  * 3_600_000)` is: it ends after that time, even if the clock is wrong. A Date that this package returned is the server's time.
  */
  expiresAt?: Date;
}
/**
* Stable names of what can go wrong. docs/8-errors.md has a paragraph for each.
*/
type PresenceErrorCode = "presence/invalid-argument" | "presence/invalid-uid" | "presence/already-initialized" | "presence/no-database" | "presence/database-unreachable" | "presence/emulator-not-connected" | "presence/permission-denied" | "presence/firestore-unreachable" | "presence/firestore-terminated" | "presence/no-provider" | "presence/stopped" | "presence/signed-out" | "presence/watch-only" | "presence/not-in-room" | "presence/too-many-connections" | "presence/too-many-rooms" | "presence/too-many-changes" | "presence/unknown";
/** What happened, with the value, and what to do about it. Existing handlers of `FirebaseError` see it too. */
declare class PresenceError extends FirebaseError {
  readonly code: PresenceErrorCode;
  /** The error of the Firebase SDK that led to this one, if any. */
  readonly cause: unknown;
  constructor(code: PresenceErrorCode, message: string, cause?: unknown);
}
/** What somebody says of themselves. */
interface CustomStatus {
  readonly text: string;
  readonly emoji: string | null;
  /** When it ends, by the server's clock; null if it does not. */
  readonly expiresAt: Date | null;
}
interface PresenceOptions {
  /** The Firestore collection that the Cloud Function writes: its parameter `PRESENCE_COLLECTION`. Default: `status`. */
  collection?: string;
  /**
  * The id of the Firestore database that the Cloud Function writes: its parameter `PRESENCE_FIRESTORE_DATABASE`. For an app that calls
  * `getFirestore(app, 'app-db')` it is `app-db`. Default: `(default)`.
  */
  firestoreDatabase?: string;
  /**
  * The URL of the database instance that holds this user, for apps that spread their users over several. It has to give the
  * same answer on every device. Default: the app's own instance for everybody.
  */
  databaseUrl?: (uid: string) => string;
  /**
  * How often this device proves that it is alive, in milliseconds: one small write each time. Has to be less than half of the
  * function's parameter `PRESENCE_LEASE_SECONDS`, or living devices are taken for dead. At most an hour. Default: 30,000.
  */
  renewalMs?: number;
  /**
  * After how many milliseconds without input this device is idle; a hidden tab is after ten seconds. A user whose devices are
  * all idle is away. `Infinity`, or more than the 24 days that a timer can hold: never, unless the app calls `setActive`. Default: 300,000,
  * five minutes.
  */
  idleAfterMs?: number;
  /** The client only watches, and announces no user: for an administrator's dashboard. It cannot join rooms. Default: false. */
  watchOnly?: boolean;
}
/** Presence of one Firebase app. Get it from `getPresence`, and pass it to the functions of this package. */
interface Presence {
  readonly app: FirebaseApp;
}
/**
* Removes this client's connection until {@link resumePresence}. Others see the user offline without the grace period, unless another tab
* or device is connected. The pause also ends when the user signs out or another one signs in. A pause before Authentication has restored
* the sign-in applies to the restored user, so an app can start paused.
*
* @returns resolves when the server has acknowledged the removal or cannot be reached, and after five seconds at the latest
* @throws (rejects) `presence/permission-denied` if the security rules refuse it
*
* @example
* await pausePresence(presence); // offline on this device, and still signed in
*/
declare function pausePresence(presence: Presence): Promise<void>;
/**
* Announces the user again after {@link pausePresence}. Does nothing if presence is not paused.
*
* @throws `presence/watch-only` if `getPresence` was called with `watchOnly`
*
* @example
* await pausePresence(presence);
* resumePresence(presence);
*/
declare function resumePresence(presence: Presence): void;
/**
* Ends presence in this client: removes the connection and no longer follows Authentication. Listeners of other users stay. Call it
* before `deleteApp`; a later `getPresence` starts again.
*
* @example
* await stopPresence(presence);
*/
declare function stopPresence(presence: Presence): Promise<void>;
/**
* Tells whether a user is in front of this device, where the SDK cannot see it: in React Native, while a video plays, in an embedded
* frame. It counts more than what the SDK sees, until the next call. A user whose devices are all inactive is away.
*
* @param active true: a user is here, also in a hidden tab. false: none is. null: the SDK decides again, as it does at the start
* @throws `presence/invalid-argument` if `active` is none of these
*
* @example
* const video = document.querySelector('video');
* video?.addEventListener('play', () => setActive(presence, true));
* video?.addEventListener('pause', () => setActive(presence, null));
*/
declare function setActive(presence: Presence, active: boolean | null): void;
/** What the signed-in person chose, on all their devices. */
interface MySettings {
  /** Default: `available`. */
  readonly availability: ChosenAvailability;
  /** Null if there is none, or it has expired. */
  readonly customStatus: CustomStatus | null;
  /** Whether others cannot see when the person was last seen. Default: false. */
  readonly lastSeenHidden: boolean;
}
/**
* Chooses how the signed-in person is shown, on all their devices and until they choose again. `busy` does not become away by
* itself. `invisible` is the same as offline for everybody else: nothing that the person does from then on shows.
*
* @returns resolves when the server has acknowledged it; while this device has no connection, when that is back
* @throws (rejects) `presence/signed-out` if nobody is signed in, `presence/permission-denied` if the rules refuse it,
*   `presence/too-many-changes` after 300 changes in 10 minutes; `invisible` is never one too many
*
* @example
* await setAvailability(presence, 'busy');
*/
declare function setAvailability(presence: Presence, availability: ChosenAvailability): Promise<void>;
/**
* Sets or removes what the signed-in person says of themselves. Others see it, also while the person is offline, until it expires.
*
* @param custom null removes it
* @returns resolves when the server has acknowledged it
* @throws (rejects) `presence/invalid-argument`, `presence/signed-out`, `presence/permission-denied`, `presence/too-many-changes`
*
* @example
* await setCustomStatus(presence, { text: 'In a meeting', emoji: '📅', expiresAt: new Date(Date.now() + 3_600_000) });
*/
declare function setCustomStatus(presence: Presence, custom: CustomStatusInput | null): Promise<void>;
/**
* Hides from others when the signed-in person was last seen, or shows it again. Whether they are online still shows.
*
* @returns resolves when the server has acknowledged it
* @throws (rejects) `presence/signed-out`, `presence/permission-denied`, `presence/too-many-changes`
*
* @example
* await setLastSeenHidden(presence, true);
*/
declare function setLastSeenHidden(presence: Presence, hidden: boolean): Promise<void>;
/**
* Calls `next` with the settings of the signed-in user: when they are known, and whenever they change on any of the user's devices. Calls it
* with null while no user is signed in and while the settings are not known.
*
* @param error called when the security rules refuse the settings. The listener stays and tries again.
* @returns removes the listener
*
* @example
* const unsubscribe = onMySettingsChanged(presence, (mine) => render(mine?.availability, mine?.customStatus));
*/
declare function onMySettingsChanged(presence: Presence, next: (settings: MySettings | null) => void, error?: (error: PresenceError) => void): Unsubscribe;
/**
* Calls `next` with the state of this device's own connection: now, and whenever it changes.
*
* @param error called when presence cannot work as it is set up, for example because the security rules are not
*   deployed. The listener stays, and so do the attempts. Without any error listener the error goes to the console.
* @returns removes the listener
*
* @example
* const unsubscribe = onConnectionStateChanged(presence, (state) => render(state), (error) => console.error(error.code));
*/
declare function onConnectionStateChanged(presence: Presence, next: (state: ConnectionState) => void, error?: (error: PresenceError) => void): Unsubscribe;
/** Somebody in a room, with all their tabs and devices. */
interface Member<Data = unknown> {
  readonly uid: string;
  /** When their first tab that is still here joined, by the server's clock. */
  readonly joinedAt: Date;
  /** What they say of themselves there. It was written by their device: check it before you trust it. */
  readonly data: Data | undefined;
}
interface Members<Data = unknown> {
  /** Everybody in the room, in the order in which they joined. */
  readonly members: Member<Data>[];
  /** Who has joined since the last call. Empty at the first: they were there already. */
  readonly joined: string[];
  /** Whose data has changed since the last call. */
  readonly updated: string[];
  /** Who has left since the last call. */
  readonly left: string[];
  /** This device has no connection: the list may be out of date. */
  readonly fromCache: boolean;
}
/** A room: where people are together, such as a channel, a document or a game. Get it from {@link getRoom}. */
interface Room<Data = unknown> {
  readonly presence: Presence;
  readonly id: string;
  /** Only a type: what members say of themselves. */
  readonly data?: Data;
}
/**
* Names a room. Nothing is read or written: whoever only wants to look at it need not join it.
*
* @param id 1 to 128 characters, or 42 if some are not ASCII; none of `. # $ [ ] /`, no control character
* @throws `presence/invalid-argument` if no room can have this id
*
* @example
* const lobby = getRoom<{ name: string }>(presence, 'lobby');
*/
declare function getRoom<Data = unknown>(presence: Presence, id: string): Room<Data>;
/**
* Joins a room, with data that others can read there. The tabs and devices of a user are one member. The membership lasts until
* {@link leaveRoom} or the sign-out, and survives lost connections. Joining again replaces the data. Others do not see an invisible user in
* the room.
*
* @param data anything that JSON can hold, in at most 1,024 characters of JSON, or 341 if some are not ASCII
* @returns resolves when the server has acknowledged it; without a connection, when the connection is back
* @throws (rejects) `presence/signed-out` if no user is signed in, `presence/invalid-argument` if the data is too large or no JSON,
*   `presence/permission-denied` if the rules refuse it, `presence/too-many-rooms` if this client is in 12 rooms already,
*   `presence/too-many-changes` after 300 changes in 10 minutes, `presence/watch-only` if this client only watches
*
* @example
* await joinRoom(getRoom(presence, 'lobby'), { name: 'Alice' });
*/
declare function joinRoom<Data>(room: Room<Data>, data?: Data): Promise<void>;
/**
* Replaces the user's own data in the room.
*
* @returns resolves when the server has acknowledged it
* @throws (rejects) `presence/not-in-room` if {@link joinRoom} was not called, otherwise as that does
*
* @example
* await setMemberData(getRoom<{ name: string }>(presence, 'lobby'), { name: 'Alicia' });
*/
declare function setMemberData<Data>(room: Room<Data>, data: Data): Promise<void>;
/**
* Leaves the room on this client. Does nothing if it has not joined.
*
* @returns resolves when the server has acknowledged it; without a connection it resolves now, and the server removes the member by itself
*
* @example
* await leaveRoom(room);
*/
declare function leaveRoom(room: Room): Promise<void>;
/**
* Tells the others in the room that the person types. Call it on every key: it costs at most one write in two seconds. It ends by
* itself after three seconds without a call, when the room is left, and when the connection ends.
*
* @throws `presence/not-in-room` if `joinRoom` was not called
*
* @example
* document.querySelector('input')?.addEventListener('input', () => notifyTyping(room));
*/
declare function notifyTyping(room: Room): void;
/**
* Tells the others that the person has stopped typing, because the message was sent or the field was cleared.
*
* @throws `presence/not-in-room` if `joinRoom` was not called
*
* @example
* stopTyping(room); // the message is sent
*/
declare function stopTyping(room: Room): void;
/**
* Calls `next` with the uids of the users who type in the room, without the signed-in user, in the order in which they began: when they are
* known, and whenever they change. A user is shown for three seconds after the latest key, whatever this device's clock says. Waits for the
* sign-in, and calls `next` with an empty array while no user is signed in.
*
* @param error as in {@link onMembersChanged}
* @returns removes the listener
*
* @example
* const unsubscribe = onTypingChanged(room, (uids) => render(uids));
*/
declare function onTypingChanged(room: Room, next: (uids: string[]) => void, error?: (error: PresenceError) => void): Unsubscribe;
/**
* Calls `next` with all members of the room: when they are known, and whenever they change. This client need not have joined. Waits for the
* sign-in, and calls `next` with no members while no user is signed in.
*
* @param error called when the security rules refuse it. The listener stays and tries again. Without it the error goes to the console.
* @returns removes the listener
*
* @example
* const unsubscribe = onMembersChanged(room, ({ members, joined, left }) => render(members));
*/
declare function onMembersChanged<Data>(room: Room<Data>, next: (members: Members<Data>) => void, error?: (error: PresenceError) => void): Unsubscribe;
/**
* Calls `next` with the number of users in the room, without downloading them: when it is known, and whenever it changes. The function
* counts them, so the number is a moment late. Waits for the sign-in, and calls `next` with null while no user is signed in.
*
* @param error as in {@link onMembersChanged}
* @returns removes the listener
*
* @example
* const unsubscribe = onOccupancyChanged(room, (occupancy) => render(occupancy ?? '…'));
*/
declare function onOccupancyChanged(room: Room, next: (occupancy: number | null) => void, error?: (error: PresenceError) => void): Unsubscribe;
/**
* Makes this device present, like `getPresence` of the whole package, which says more. Here the own status is not written into
* Firestore's local cache, for there is none.
*
* @param app default: the default app
* @throws `presence/invalid-argument` if an option cannot be used
* @throws `presence/no-database` if the app's config names no Realtime Database
* @throws `presence/already-initialized` if called before with other options
*
* @example
* const presence = getPresence(initializeApp(config));
* await joinRoom(getRoom(presence, 'support'));
*/
declare function getPresence(app?: FirebaseApp, options?: PresenceOptions): Presence;
export { type ChosenAvailability, type ConnectionState, type CustomStatus, type CustomStatusInput, type Member, type Members, type MySettings, type Presence, PresenceError, type PresenceErrorCode, type PresenceOptions, type Room, getPresence, getRoom, joinRoom, leaveRoom, notifyTyping, onConnectionStateChanged, onMembersChanged, onMySettingsChanged, onOccupancyChanged, onTypingChanged, pausePresence, resumePresence, setActive, setAvailability, setCustomStatus, setLastSeenHidden, setMemberData, stopPresence, stopTyping };
// firebase-presence/react

import { ChosenAvailability, ConnectionState, CustomStatusInput, Members, MySettings, OnlineUsers, OnlineUsersOptions, Presence, UserStatus } from "firebase-presence";
import { ReactNode } from "react";

/** What the components say. */
interface PresenceWords {
  readonly available: string;
  readonly away: string;
  readonly busy: string;
  /** Of somebody who was never here. */
  readonly offline: string;
  /** @param ago "5 minutes ago", in the reader's language */
  readonly lastSeen: (ago: string) => string;
  /** @param names of those who type, one or two; none if there are more */
  readonly typing: (names: readonly string[]) => string;
  /** @param count how many others there are who found no place */
  readonly more: (count: number) => string;
}
interface AvatarPerson {
  uid: string;
  name: string;
  /** The address of a picture. Without it the first letter of the name stands there. */
  picture?: string;
}
interface AvatarStackProps {
  people: readonly AvatarPerson[];
  /** How many are shown; the others are a number. Default: 4. */
  max?: number;
  /** The words, in English unless you pass others. */
  words?: Partial<PresenceWords>;
}
/**
* Overlapping avatars, each with the dot of its person. A list for screen readers, with names and statuses in words. The size is the CSS variable
* `--presence-avatar-size`.
*
* @example
* const team = <AvatarStack people={[{ uid: 'alice', name: 'Alice' }, { uid: 'bob', name: 'Bob' }]} max={3} />;
*/
declare function AvatarStack({
  people,
  max,
  words
}: AvatarStackProps): ReactNode;
/**
* Gives the hooks and components below it the app's presence.
*
* @param props.presence what `getPresence` returned
*
* @example
* const root = (
*   <PresenceProvider presence={presence}>
*     <UserPresence uid="alice" />
*   </PresenceProvider>
* );
*/
declare function PresenceProvider({
  presence,
  children
}: {
  presence: Presence;
  children?: ReactNode;
}): ReactNode;
/**
* The app's presence, for whatever has no hook of its own.
*
* @throws `presence/no-provider` outside of a {@link PresenceProvider}
*
* @example
* function SignOut() {
*   const presence = usePresence();
*   return <button onClick={() => pausePresence(presence)}>Go offline</button>;
* }
*/
declare function usePresence(): Presence;
interface TypingIndicatorProps {
  roomId: string;
  /** What the app calls somebody. */
  nameOf: (uid: string) => string;
  /** The words, in English unless you pass others. */
  words?: Partial<PresenceWords>;
}
/**
* Says who types: "Alice is typing…". Always in the page, so that a screen reader hears of it, politely, when the words change.
*
* @example
* const typing = <TypingIndicator roomId="lobby" nameOf={(uid) => `user ${uid}`} />;
*/
declare function TypingIndicator({
  roomId,
  nameOf,
  words
}: TypingIndicatorProps): ReactNode;
/**
* How long ago it was in words of the reader's language, fresh: "5 minutes ago". Null of a time that is null.
*
* @param locale a BCP 47 tag such as `de`. Default: the browser's; pass it where a server renders, which has a locale of its own.
*
* @example
* function LastSeen({ at }: { at: Date | null }) {
*   return <p>{useLastSeen(at) ?? 'never here'}</p>;
* }
*/
declare function useLastSeen(lastSeen: Date | null, locale?: string): string | null;
/** The signed-in person's own presence, and what they can do about it. The functions are those of firebase-presence. */
interface MyPresence {
  /** What this device's own connection is doing. */
  readonly connection: ConnectionState;
  /** As others see it; null while nobody is signed in. */
  readonly status: UserStatus | null;
  /** Null while nobody is signed in, or it is not known yet. */
  readonly settings: MySettings | null;
  readonly setAvailability: (availability: ChosenAvailability) => Promise<void>;
  readonly setCustomStatus: (customStatus: CustomStatusInput | null) => Promise<void>;
  readonly setLastSeenHidden: (hidden: boolean) => Promise<void>;
  readonly pausePresence: () => Promise<void>;
  readonly resumePresence: () => void;
}
/**
* The signed-in person's own presence, fresh. The functions stay the same from render to render.
*
* @throws into the nearest error boundary: `presence/permission-denied`, `presence/no-provider`
*
* @example
* function BusyButton() {
*   const { settings, setAvailability } = useMyPresence();
*   const busy = settings?.availability === 'busy';
*   return <button aria-pressed={busy} onClick={() => setAvailability(busy ? 'available' : 'busy')}>Busy</button>;
* }
*/
declare function useMyPresence(): MyPresence;
/**
* All users who are online, with those who joined and left last. No users and `fromCache` until they are known, and while no user is signed in.
*
* @throws into the nearest error boundary: `presence/invalid-argument`, `presence/permission-denied`, `presence/no-provider`
*
* @example
* function Count() {
*   const { users, fromCache } = useOnlineUsers({ limit: 100 });
*   return <p>{fromCache ? '…' : users.length}</p>;
* }
*/
declare function useOnlineUsers(options?: OnlineUsersOptions): OnlineUsers;
/** A room that this component is in. */
interface JoinedRoom<Data> extends Members<Data> {
  /** Replaces the user's own data in the room. */
  readonly setData: (data: Data) => Promise<void>;
}
/**
* Joins a room while the component is mounted and somebody is signed in, and tells who is in it. Several components may be in the same room.
*
* @param data what others are to know of the person there; joined again when its content changes
* @throws into the nearest error boundary: `presence/invalid-argument`, `presence/permission-denied`, `presence/no-provider`
*
* @example
* function Lobby() {
*   const { members } = useRoom('lobby', { name: 'Alice' });
*   return <ul>{members.map(({ uid, data }) => <li key={uid}>{data?.name}</li>)}</ul>;
* }
*/
declare function useRoom<Data = unknown>(id: string, data?: Data): JoinedRoom<Data>;
/**
* The status of a user, fresh. Offline and `fromCache` until it is known, and while no user is signed in.
*
* @throws into the nearest error boundary: `presence/invalid-uid`, `presence/permission-denied`, `presence/no-provider`
*
* @example
* function Name({ uid }: { uid: string }) {
*   const { state, availability } = useStatus(uid);
*   return <p>{state === 'online' ? availability : 'offline'}</p>;
* }
*/
declare function useStatus(uid: string): UserStatus;
/**
* The statuses of any number of users, in your order. Offline and `fromCache` until they are known, and while no user is signed in. The
* array may be a new one on every render: only its content counts.
*
* @throws into the nearest error boundary: `presence/invalid-uid`, `presence/permission-denied`, `presence/no-provider`
*
* @example
* function Team({ uids }: { uids: string[] }) {
*   const online = useStatuses(uids).filter(({ state }) => state === 'online');
*   return <p>{online.length} of us are online</p>;
* }
*/
declare function useStatuses(uids: readonly string[]): UserStatus[];
/** Who types in a room. */
interface Typing {
  /** The uids of those who type, without the person's own, in the order in which they began. */
  readonly typing: string[];
  /** To be called on every key. Throws `presence/not-in-room` unless `useRoom` or `joinRoom` has joined. */
  readonly notifyTyping: () => void;
  /** The message was sent, or the field cleared. */
  readonly stopTyping: () => void;
}
/**
* Who types in a room that was joined with `useRoom`, fresh, and how to say that this person does.
*
* @throws into the nearest error boundary: `presence/invalid-argument`, `presence/permission-denied`, `presence/no-provider`
*
* @example
* function Message() {
*   const { typing, notifyTyping } = useTyping('lobby');
*   return <label>{typing.length} type <input onChange={notifyTyping} /></label>;
* }
*/
declare function useTyping(roomId: string): Typing;
interface UserPresenceProps {
  uid: string;
  /** Only the dot is seen; the words are there for those who do not see it. Default: false. */
  compact?: boolean;
  /** The words, in English unless you pass others. */
  words?: Partial<PresenceWords>;
  /** A BCP 47 tag for "5 minutes ago". Default: the browser's. */
  locale?: string;
}
/**
* A dot and words: online, away, busy, or when the person was last seen. Its colours are the CSS variables `--presence-online`,
* `--presence-away`, `--presence-busy` and `--presence-offline`; its shapes differ too, for those who do not see colours.
*
* @example
* const alice = <UserPresence uid="alice" />;
*/
declare function UserPresence({
  uid,
  compact,
  words,
  locale
}: UserPresenceProps): ReactNode;
export { type AvatarPerson, AvatarStack, type AvatarStackProps, type JoinedRoom, type MyPresence, PresenceProvider, type PresenceWords, type Typing, TypingIndicator, type TypingIndicatorProps, UserPresence, type UserPresenceProps, useLastSeen, useMyPresence, useOnlineUsers, usePresence, useRoom, useStatus, useStatuses, useTyping };
// firebase-presence/server

import { FirebaseError } from "firebase/app";

type PresenceState = "online" | "offline";
/** Whether an online user can be contacted. */
type Availability = "available" | "away" | "busy";
/**
* Stable names of what can go wrong. docs/8-errors.md has a paragraph for each.
*/
type PresenceErrorCode = "presence/invalid-argument" | "presence/invalid-uid" | "presence/already-initialized" | "presence/no-database" | "presence/database-unreachable" | "presence/emulator-not-connected" | "presence/permission-denied" | "presence/firestore-unreachable" | "presence/firestore-terminated" | "presence/no-provider" | "presence/stopped" | "presence/signed-out" | "presence/watch-only" | "presence/not-in-room" | "presence/too-many-connections" | "presence/too-many-rooms" | "presence/too-many-changes" | "presence/unknown";
/** What happened, with the value, and what to do about it. Existing handlers of `FirebaseError` see it too. */
declare class PresenceError extends FirebaseError {
  readonly code: PresenceErrorCode;
  /** The error of the Firebase SDK that led to this one, if any. */
  readonly cause: unknown;
  constructor(code: PresenceErrorCode, message: string, cause?: unknown);
}
/** What somebody says of themselves. */
interface CustomStatus {
  readonly text: string;
  readonly emoji: string | null;
  /** When it ends, by the server's clock; null if it does not. */
  readonly expiresAt: Date | null;
}
/** What is known of a user's presence. */
interface UserStatus {
  readonly uid: string;
  /** `online` while at least one device or tab is connected. Somebody who was never here is `offline`. */
  readonly state: PresenceState;
  /** How an online user is to be met: `away` if nobody is in front of any of their devices. Null while offline. */
  readonly availability: Availability | null;
  /** What they say of themselves, also while offline. Null if nothing, or it has expired. */
  readonly customStatus: CustomStatus | null;
  /**
  * Since when, by the server's clock: for `offline` this is when the person was last seen. Null if never. Of somebody who hides it,
  * the time of that choice.
  */
  readonly lastChanged: Date | null;
  /** This device is offline itself, or has not heard from the server yet: the status may be out of date. */
  readonly fromCache: boolean;
}
interface AdminDatabase {
  ref(path?: string): AdminReference;
}
interface AdminReference extends AdminRange {
  update(values: Record<string, unknown>): Promise<unknown>;
  orderByKey(): AdminRange;
}
interface AdminRange {
  startAt(key: string): AdminRange;
  endAt(key: string): AdminRange;
  get(): Promise<{
    val(): unknown;
  }>;
}
interface AdminFirestore {
  collection(path: string): AdminCollection;
}
interface AdminCollection {
  doc(id: string): {
    get(): Promise<AdminSnapshot>;
  };
  where(field: string, operator: "==" | "in", value: unknown): AdminQuery;
}
interface AdminQuery {
  get(): Promise<{
    readonly docs: readonly AdminSnapshot[];
  }>;
  count(): {
    get(): Promise<AdminCount>;
  };
}
interface AdminSnapshot {
  readonly id: string;
  data(): Record<string, unknown> | undefined;
}
interface AdminCount {
  data(): {
    count: number;
  };
}
/**
* Has presence forget users whose accounts this server deleted with `deleteUsers`, for which Firebase calls no function. The scheduled
* function erases what presence holds of them within a minute, and tries until it is done. An account with the same uid that is made
* afterwards keeps its data.
*
* @param database the Realtime Database instance that holds the users; call it once for each if there are several
* @throws (rejects) `presence/invalid-uid` if no user can have such an id, otherwise what the Admin SDK rejects with
*
* @example
* await getAuth().deleteUsers(['alice', 'bob']);
* await forgetUsers(getDatabase(), ['alice', 'bob']);
*/
declare function forgetUsers(database: AdminDatabase, uids: readonly string[]): Promise<void>;
/**
* Asks which rooms a user is in, with all of the user's clients. Downloads the user's leases, at most 32.
*
* @param database the Realtime Database instance that holds the user
* @returns the ids of the rooms, each once
* @throws (rejects) `presence/invalid-uid` if no user can have this id, otherwise what the Admin SDK rejects with
*
* @example
* const rooms = await getRoomIds(getDatabase(), 'alice');
*/
declare function getRoomIds(database: AdminDatabase, uid: string): Promise<string[]>;
/**
* Removes a user from a room, with all of the user's clients. The members see the user leave. A client of the user joins again at its next
* connection, unless the app makes it leave or the security rules refuse it.
*
* @param database the Realtime Database instance that holds the room
* @throws (rejects) `presence/invalid-argument`, `presence/invalid-uid`, otherwise what the Admin SDK rejects with
*
* @example
* await removeMember(getDatabase(), 'lobby', 'mallory');
*/
declare function removeMember(database: AdminDatabase, roomId: string, uid: string): Promise<void>;
/** What is known of a user's presence. Times are those of the Realtime Database; what has expired is judged by this server's clock. */
type ServerStatus = Omit<UserStatus, "fromCache">;
interface StatusOptions {
  /** The Firestore collection that the Cloud Function writes: its parameter `PRESENCE_COLLECTION`. Default: `status`. */
  collection?: string;
}
/**
* Asks for the status of one user; whoever is unknown is offline. Costs one read.
*
* @throws (rejects) `presence/invalid-uid` if no user can have this id, otherwise what the Admin SDK rejects with
*
* @example
* const { state, lastChanged } = await getStatus(getFirestore(), 'alice');
*/
declare function getStatus(firestore: AdminFirestore, uid: string, options?: StatusOptions): Promise<ServerStatus>;
/**
* Asks for the statuses of any number of users, in one query for each thirty of them. Costs one read for each.
*
* @returns in the order of `uids`; whoever is unknown is offline
* @throws (rejects) `presence/invalid-uid`, otherwise what the Admin SDK rejects with
*
* @example
* const online = (await getStatuses(getFirestore(), team)).filter(({ state }) => state === 'online');
*/
declare function getStatuses(firestore: AdminFirestore, uids: readonly string[], options?: StatusOptions): Promise<ServerStatus[]>;
/**
* How many users are online. Costs one read for each thousand of them.
*
* @example
* console.log(`${await getOnlineCount(getFirestore())} online`);
*/
declare function getOnlineCount(firestore: AdminFirestore, options?: StatusOptions): Promise<number>;
/** A user's status before and after a change. */
interface StatusTransition {
  readonly uid: string;
  readonly before: ServerStatus;
  readonly after: ServerStatus;
  readonly cameOnline: boolean;
  readonly wentOffline: boolean;
}
/**
* Says what a change of a status document means, in a Cloud Function of the app's own that Firestore triggers. Events may come twice and in
* any order: what the function does should not depend on having seen each.
*
* @param change the `data` of an event of `onDocumentWritten('status/{uid}')`
* @returns null if no watcher could see a difference, for example because only a field of the app changed
*
* @example
* const transition = transitionOf(change);
* if (transition?.wentOffline) console.log(`${transition.uid} has gone`);
*/
declare function transitionOf(change: {
  before: AdminSnapshot;
  after: AdminSnapshot;
} | undefined): StatusTransition | null;
export { type AdminDatabase, type AdminFirestore, type AdminSnapshot, type Availability, type CustomStatus, PresenceError, type PresenceErrorCode, type PresenceState, type ServerStatus, type StatusOptions, type StatusTransition, forgetUsers, getOnlineCount, getRoomIds, getStatus, getStatuses, removeMember, transitionOf };
// firebase-presence/testing

import { FirebaseApp, FirebaseError } from "firebase/app";
import "firebase/database";
import "firebase/auth";

type PresenceState = "online" | "offline";
/** Whether an online user can be contacted. */
type Availability = "available" | "away" | "busy";
/** What a person can choose. `invisible` is, for everybody else, the same as offline. */
type ChosenAvailability = "available" | "busy" | "invisible";
/** What a person says of themselves, as an app passes it in. */
interface CustomStatusInput {
  /** At most 100 characters; may be empty if there is an emoji. */
  text: string;
  /** At most 40 characters: those of families and flags are made of many. */
  emoji?: string;
  /**
  * In the future, at most a year ahead. Without it, it stays until it is removed. Made by the clock of this device, as `new Date(Date.now() +
  * 3_600_000)` is: it ends after that time, even if the clock is wrong. A Date that this package returned is the server's time.
  */
  expiresAt?: Date;
}
/**
* Stable names of what can go wrong. docs/8-errors.md has a paragraph for each.
*/
type PresenceErrorCode = "presence/invalid-argument" | "presence/invalid-uid" | "presence/already-initialized" | "presence/no-database" | "presence/database-unreachable" | "presence/emulator-not-connected" | "presence/permission-denied" | "presence/firestore-unreachable" | "presence/firestore-terminated" | "presence/no-provider" | "presence/stopped" | "presence/signed-out" | "presence/watch-only" | "presence/not-in-room" | "presence/too-many-connections" | "presence/too-many-rooms" | "presence/too-many-changes" | "presence/unknown";
/** What happened, with the value, and what to do about it. Existing handlers of `FirebaseError` see it too. */
declare class PresenceError extends FirebaseError {
  readonly code: PresenceErrorCode;
  /** The error of the Firebase SDK that led to this one, if any. */
  readonly cause: unknown;
  constructor(code: PresenceErrorCode, message: string, cause?: unknown);
}
/** What somebody says of themselves. */
interface CustomStatus {
  readonly text: string;
  readonly emoji: string | null;
  /** When it ends, by the server's clock; null if it does not. */
  readonly expiresAt: Date | null;
}
/** What is known of a user's presence. */
interface UserStatus {
  readonly uid: string;
  /** `online` while at least one device or tab is connected. Somebody who was never here is `offline`. */
  readonly state: PresenceState;
  /** How an online user is to be met: `away` if nobody is in front of any of their devices. Null while offline. */
  readonly availability: Availability | null;
  /** What they say of themselves, also while offline. Null if nothing, or it has expired. */
  readonly customStatus: CustomStatus | null;
  /**
  * Since when, by the server's clock: for `offline` this is when the person was last seen. Null if never. Of somebody who hides it,
  * the time of that choice.
  */
  readonly lastChanged: Date | null;
  /** This device is offline itself, or has not heard from the server yet: the status may be out of date. */
  readonly fromCache: boolean;
}
/** Somebody in a room, with all their tabs and devices. */
interface Member<Data = unknown> {
  readonly uid: string;
  /** When their first tab that is still here joined, by the server's clock. */
  readonly joinedAt: Date;
  /** What they say of themselves there. It was written by their device: check it before you trust it. */
  readonly data: Data | undefined;
}
interface Members<Data = unknown> {
  /** Everybody in the room, in the order in which they joined. */
  readonly members: Member<Data>[];
  /** Who has joined since the last call. Empty at the first: they were there already. */
  readonly joined: string[];
  /** Whose data has changed since the last call. */
  readonly updated: string[];
  /** Who has left since the last call. */
  readonly left: string[];
  /** This device has no connection: the list may be out of date. */
  readonly fromCache: boolean;
}
/**
* What this client's own connection does:
*
* - `signed-out`: no user is signed in, or the browser has only prerendered this page
* - `connecting`: on the way to the first announcement
* - `connected`: the server has acknowledged the announcement
* - `disconnected`: the connection was lost; it returns by itself
* - `paused`: `pausePresence` was called, until `resumePresence`; or the client only watches (`watchOnly`)
*/
type ConnectionState = "signed-out" | "connecting" | "connected" | "disconnected" | "paused";
interface PresenceOptions {
  /** The Firestore collection that the Cloud Function writes: its parameter `PRESENCE_COLLECTION`. Default: `status`. */
  collection?: string;
  /**
  * The id of the Firestore database that the Cloud Function writes: its parameter `PRESENCE_FIRESTORE_DATABASE`. For an app that calls
  * `getFirestore(app, 'app-db')` it is `app-db`. Default: `(default)`.
  */
  firestoreDatabase?: string;
  /**
  * The URL of the database instance that holds this user, for apps that spread their users over several. It has to give the
  * same answer on every device. Default: the app's own instance for everybody.
  */
  databaseUrl?: (uid: string) => string;
  /**
  * How often this device proves that it is alive, in milliseconds: one small write each time. Has to be less than half of the
  * function's parameter `PRESENCE_LEASE_SECONDS`, or living devices are taken for dead. At most an hour. Default: 30,000.
  */
  renewalMs?: number;
  /**
  * After how many milliseconds without input this device is idle; a hidden tab is after ten seconds. A user whose devices are
  * all idle is away. `Infinity`, or more than the 24 days that a timer can hold: never, unless the app calls `setActive`. Default: 300,000,
  * five minutes.
  */
  idleAfterMs?: number;
  /** The client only watches, and announces no user: for an administrator's dashboard. It cannot join rooms. Default: false. */
  watchOnly?: boolean;
}
/** Presence of one Firebase app. Get it from `getPresence`, and pass it to the functions of this package. */
interface Presence {
  readonly app: FirebaseApp;
}
/** What the signed-in person chose, on all their devices. */
interface MySettings {
  /** Default: `available`. */
  readonly availability: ChosenAvailability;
  /** Null if there is none, or it has expired. */
  readonly customStatus: CustomStatus | null;
  /** Whether others cannot see when the person was last seen. Default: false. */
  readonly lastSeenHidden: boolean;
}
/** A room: where people are together, such as a channel, a document or a game. Get it from {@link getRoom}. */
interface Room<Data = unknown> {
  readonly presence: Presence;
  readonly id: string;
  /** Only a type: what members say of themselves. */
  readonly data?: Data;
}
interface LastSeenOptions {
  /** A BCP 47 tag such as `de` or `zh-Hans`. Default: the browser's. */
  locale?: string;
  /** The time to count from, by the same clock as the time that is told. Default: now, by the server's clock as far as this device knows it. */
  now?: Date;
}
/**
* Sorts people or devices by when they were last seen: whoever is online first, then the latest, and at the end who was never here.
*
* @example
* const statuses = await getStatuses(presence, team);
* render(statuses.sort(byLastSeen));
*/
declare function byLastSeen(a: {
  readonly state: string;
  readonly lastChanged: Date | null;
}, b: {
  readonly state: string;
  readonly lastChanged: Date | null;
}): number;
/** Who is online. */
interface OnlineUsers {
  /** Everybody who is online, sorted by uid. */
  readonly users: UserStatus[];
  /** The uids that were added since the last call. Empty until the server's first answer: those were there already. */
  readonly joined: string[];
  /** The uids that were removed since the last call. */
  readonly left: string[];
  /** This device is offline itself, or has not heard from the server yet: the list may be out of date. */
  readonly fromCache: boolean;
}
interface OnlineUsersOptions {
  /** How many milliseconds a user has to be gone before `left` names them. Default: 0, because the server waits a grace period already. */
  settleMs?: number;
  /** How many users at most. Each costs a document read. Default: no limit. */
  limit?: number;
}
/** A user in a {@link TestWorld}. Each function takes effect before it returns. */
interface TestUser {
  readonly uid: string;
  /** @param device several devices are one user. Default: `phone` */
  goOnline(device?: string): void;
  /** @param device default: `phone` */
  goOffline(device?: string): void;
  /** Makes all of the user's devices idle, or active again. */
  setIdle(idle: boolean): void;
  /** @throws `presence/invalid-argument` */
  setAvailability(availability: ChosenAvailability): void;
  /** @throws `presence/invalid-argument` */
  setCustomStatus(customStatus: CustomStatusInput | null): void;
  setLastSeenHidden(hidden: boolean): void;
  /** Joins a room, or replaces the user's data there. */
  joinRoom(roomId: string, data?: unknown): void;
  leaveRoom(roomId: string): void;
  notifyTyping(roomId: string): void;
  stopTyping(roomId: string): void;
}
/** Users, rooms and a clock in memory, for an app that tests its screens. Get it from `testWorld`. */
interface TestWorld {
  /** The time, in milliseconds since the epoch. Only {@link advanceTime} changes it. */
  readonly now: number;
  /** The uid of the user who is signed in on this client; null if none is. */
  readonly me: string | null;
  /** Lets time pass: typing ends, custom statuses expire, "just now" becomes "a minute ago". */
  advanceTime(milliseconds: number): void;
  /** @throws `presence/invalid-uid` if no user can have this id */
  user(uid: string): TestUser;
  /**
  * Signs in on this client, and connects if it has a network.
  *
  * @throws `presence/invalid-uid` if no user can have this id
  */
  signIn(uid: string): void;
  /** Signs out on this client. Its listeners wait for the next sign-in. */
  signOut(): void;
  /** Takes the network away from this client: it shows what is in its cache. */
  loseConnection(): void;
  restoreConnection(): void;
  /**
  * Calls the error callback of every listener, as when the rules are not deployed.
  *
  * @param code default: `presence/permission-denied`
  */
  failListeners(code?: PresenceErrorCode): void;
}
type Fail = ((error: PresenceError) => void) | undefined;
/**
* Makes a new world without users. Call it before each test, before the app calls `getPresence`.
*
* @example
* const world = testWorld();
* world.signIn('me');
* world.user('alice').goOnline();
*/
declare function testWorld(): TestWorld;
declare function getPresence(app?: FirebaseApp, _options?: PresenceOptions): Presence;
declare function pausePresence(presence: Presence): Promise<void>;
declare function resumePresence(presence: Presence): void;
declare function stopPresence(presence: Presence): Promise<void>;
declare function setActive(presence: Presence, active: boolean | null): void;
declare function onConnectionStateChanged(presence: Presence, next: (state: ConnectionState) => void, error?: Fail): () => void;
declare function onStatusChanged(presence: Presence, uid: string, next: (status: UserStatus | null) => void, error?: Fail): () => void;
declare function onMyStatusChanged(presence: Presence, next: (status: UserStatus | null) => void, error?: Fail): () => void;
declare function onStatusesChanged(presence: Presence, uids: readonly string[], next: (statuses: UserStatus[]) => void, error?: Fail): () => void;
declare function getStatus(presence: Presence, uid: string): Promise<UserStatus>;
declare function getStatuses(presence: Presence, uids: readonly string[]): Promise<UserStatus[]>;
declare function getOnlineCount(presence: Presence): Promise<number>;
/** Treats `settleMs` as 0. */
declare function onOnlineUsersChanged(presence: Presence, next: (online: OnlineUsers) => void, error?: Fail, options?: OnlineUsersOptions): () => void;
declare function setAvailability(presence: Presence, availability: ChosenAvailability): Promise<void>;
declare function setCustomStatus(presence: Presence, customStatus: CustomStatusInput | null): Promise<void>;
declare function setLastSeenHidden(presence: Presence, hidden: boolean): Promise<void>;
declare function onMySettingsChanged(presence: Presence, next: (settings: MySettings | null) => void, error?: Fail): () => void;
declare function getRoom<Data = unknown>(presence: Presence, id: string): Room<Data>;
declare function joinRoom<Data>({
  presence,
  id
}: Room<Data>, data?: Data): Promise<void>;
declare function setMemberData<Data>({
  presence,
  id
}: Room<Data>, data: Data): Promise<void>;
declare function leaveRoom({
  presence,
  id
}: Room): Promise<void>;
declare function onMembersChanged<Data>({
  presence,
  id
}: Room<Data>, next: (members: Members<Data>) => void, error?: Fail): () => void;
declare function onOccupancyChanged({
  presence,
  id
}: Room, next: (occupancy: number | null) => void, error?: Fail): () => void;
declare function notifyTyping({
  presence,
  id
}: Room): void;
declare function stopTyping({
  presence,
  id
}: Room): void;
declare function onTypingChanged({
  presence,
  id
}: Room, next: (uids: string[]) => void, error?: Fail): () => void;
declare function formatLastSeen(lastSeen: Date, options?: LastSeenOptions): string;
declare function onLastSeenTextChanged(lastSeen: Date, next: (text: string) => void, options?: {
  locale?: string;
}): () => void;
export { type Availability, type ChosenAvailability, type ConnectionState, type CustomStatus, type CustomStatusInput, type LastSeenOptions, type Member, type Members, type MySettings, type OnlineUsers, type OnlineUsersOptions, type Presence, PresenceError, type PresenceErrorCode, type PresenceOptions, type PresenceState, type Room, type TestUser, type TestWorld, type UserStatus, byLastSeen, formatLastSeen, getOnlineCount, getPresence, getRoom, getStatus, getStatuses, joinRoom, leaveRoom, notifyTyping, onConnectionStateChanged, onLastSeenTextChanged, onMembersChanged, onMySettingsChanged, onMyStatusChanged, onOccupancyChanged, onOnlineUsersChanged, onStatusChanged, onStatusesChanged, onTypingChanged, pausePresence, resumePresence, setActive, setAvailability, setCustomStatus, setLastSeenHidden, setMemberData, stopPresence, stopTyping, testWorld };