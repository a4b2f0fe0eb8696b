// firebase-presence

import { FirebaseApp, FirebaseError } from "firebase/app";
import "firebase/database";
import { Unsubscribe } from "firebase/auth";
import "firebase/firestore";

type PresenceState = "online" | "offline";
/** Whether an online user can be contacted. */
type Availability = "available" | "away" | "busy";
/** The availability that a user can choose. To others, `invisible` looks like offline. */
type ChosenAvailability = "available" | "busy" | "invisible";
/** The custom status that an app passes in. */
interface CustomStatusInput {
  /** At most 100 characters. It may be empty if there is an emoji. */
  text: string;
  /** At most 40 characters, because an emoji of a family or a flag has many. Default: none. */
  emoji?: string;
  /**
  * When the custom status ends: in the future, at most a year ahead. Default: it stays until it is removed. The package reads the Date
  * by the clock of this device. So `new Date(Date.now() + 3_600_000)` ends after an hour, even if that clock is wrong. It reads a Date
  * that it returned itself as the server's time.
  */
  expiresAt?: Date;
}
/**
* The codes of all errors of this package. They are stable. docs/8-errors.md has a paragraph for each.
*/
type PresenceErrorCode = "presence/invalid-argument" | "presence/invalid-uid" | "presence/already-initialized" | "presence/no-database" | "presence/database-unreachable" | "presence/emulator-not-connected" | "presence/permission-denied" | "presence/firestore-unreachable" | "presence/firestore-terminated" | "presence/no-provider" | "presence/stopped" | "presence/signed-out" | "presence/watch-only" | "presence/not-in-room" | "presence/too-many-connections" | "presence/too-many-rooms" | "presence/too-many-changes" | "presence/unknown";
/** An error of this package. Its message says what happened, with the value, and what to do. Handlers of `FirebaseError` also catch it. */
declare class PresenceError extends FirebaseError {
  readonly code: PresenceErrorCode;
  /** The error of the Firebase SDK that caused this one; undefined without such an error. */
  readonly cause: unknown;
  constructor(code: PresenceErrorCode, message: string, cause?: unknown);
}
/** The custom status of a user: a text and an emoji that the user chose, with an end. */
interface CustomStatus {
  readonly text: string;
  readonly emoji: string | null;
  /** When it ends, by the server's clock. Null if it has no end. */
  readonly expiresAt: Date | null;
}
/** The status of a user. */
interface UserStatus {
  readonly uid: string;
  /** `online` while at least one client of the user is connected. A user who was never online is `offline`. */
  readonly state: PresenceState;
  /** The availability of an online user. It is `away` when all of the user's devices are idle. Null while offline. */
  readonly availability: Availability | null;
  /** The custom status, also of an offline user. Null if the user has none, or if it has expired. */
  readonly customStatus: CustomStatus | null;
  /**
  * When the state last changed, by the clock of the Realtime Database. For an offline user this is when the user was last seen. Null if
  * the user was never online. If the user hides last seen, it is the time of that choice.
  */
  readonly lastChanged: Date | null;
  /** True if this client is offline, or the server has not answered yet. The status may be out of date. */
  readonly fromCache: boolean;
}
/** A user in a room, with all of the user's clients. */
interface Member<Data = unknown> {
  readonly uid: string;
  /** When the earliest client that is still in the room joined, by the server's clock. */
  readonly joinedAt: Date;
  /** The member data. A client of the user wrote it: check it before you trust it. Undefined if there is none, or if it is not JSON. */
  readonly data: Data | undefined;
}
/** The members of a room, and what changed since the last call. */
interface Members<Data = unknown> {
  /** All members of the room, in the order in which they joined. */
  readonly members: Member<Data>[];
  /** The uids of members who joined since the last call. Empty at the first call, because those members joined before. */
  readonly joined: string[];
  /** The uids of members whose member data changed since the last call. */
  readonly updated: string[];
  /** The uids of members who left since the last call. */
  readonly left: string[];
  /** True if this client has no connection. The list may be out of date. */
  readonly fromCache: boolean;
}
/**
* The state of this client's own connection:
*
* - `signed-out`: no user is signed in, or the browser has only prerendered this page
* - `connecting`: the server has not acknowledged the first announcement yet
* - `connected`: the server has acknowledged the announcement
* - `disconnected`: the connection was lost; the client reconnects by itself
* - `paused`: the app called `pausePresence`, until `resumePresence`; or the client only watches (`watchOnly`)
*/
type ConnectionState = "signed-out" | "connecting" | "connected" | "disconnected" | "paused";
/** The options of `getPresence`. */
interface PresenceOptions {
  /** The Firestore collection of the status documents, as in the function's parameter `PRESENCE_COLLECTION`. Default: `status`. */
  collection?: string;
  /**
  * The id of the Firestore database of the status documents, as in the function's parameter `PRESENCE_FIRESTORE_DATABASE`. An app that
  * calls `getFirestore(app, 'app-db')` passes `app-db`. Default: `(default)`.
  */
  firestoreDatabase?: string;
  /**
  * Returns the URL of the Realtime Database instance that holds this user, for apps with several instances. It has to return the same
  * URL on every device. Default: the app's own instance for all users.
  */
  databaseUrl?: (uid: string) => string;
  /**
  * How often this client renews its lease, in milliseconds, from 1,000 to 3,600,000 (an hour). Each renewal is one small write. The value
  * has to be less than half of the function's parameter `PRESENCE_LEASE_SECONDS`. Otherwise the sweeper removes living connections.
  * Default: 30,000.
  */
  renewalMs?: number;
  /**
  * After how many milliseconds without input this client is idle, 1,000 or more. A hidden tab is idle after ten seconds. A user is away
  * when all devices are idle. With `Infinity`, or more than the 24 days that a timer can hold, only `setActive` makes the client idle.
  * Default: 300,000 (five minutes).
  */
  idleAfterMs?: number;
  /** True: the client watches and announces no user, for an administrator's dashboard. It cannot join rooms. Default: false. */
  watchOnly?: boolean;
}
/** Presence of one Firebase app. Get it from `getPresence`, and pass it to the functions of this package. */
interface Presence {
  readonly app: FirebaseApp;
}
/**
* Removes this client's connection until {@link resumePresence}. Others see the user offline without the grace period, unless another tab
* or device is connected. The pause also ends when the user signs out or another user signs in. An app can start paused: a pause before
* Authentication has restored the sign-in applies to the restored user.
*
* @returns resolves when the server has acknowledged the removal or is unreachable, after five seconds at the latest
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
* Ends presence in this client: removes the connection and stops following Authentication. Listeners to the statuses of users stay.
* Call it before `deleteApp`. A later `getPresence` starts again.
*
* @example
* await stopPresence(presence);
*/
declare function stopPresence(presence: Presence): Promise<void>;
/**
* Sets whether a user is in front of this device. Use it where the SDK cannot see that: in React Native, while a video plays, in an
* embedded frame. The value overrides what the SDK sees, until the next call. A user is away when all devices are idle.
*
* @param active true: a user is here, also in a hidden tab. false: no user is here. null: the SDK decides again, as at the start.
* @throws `presence/invalid-argument` if `active` is another value
*
* @example
* const video = document.querySelector('video');
* video?.addEventListener('play', () => setActive(presence, true));
* video?.addEventListener('pause', () => setActive(presence, null));
*/
declare function setActive(presence: Presence, active: boolean | null): void;
/** The settings of the signed-in user. They apply to all of the user's devices. */
interface MySettings {
  /** Default: `available`. */
  readonly availability: ChosenAvailability;
  /** Null if the user has none, or if it has expired. */
  readonly customStatus: CustomStatus | null;
  /** True if the user hides from others when they were last seen. Default: false. */
  readonly lastSeenHidden: boolean;
}
/**
* Sets the availability of the signed-in user on all of the user's devices, until the user chooses again. A user who is `busy` does not
* become away when the devices are idle. Others see an `invisible` user as offline, and see nothing that the user does from then on.
*
* @returns resolves when the server has acknowledged the write. Without a connection it resolves after the connection has returned.
* @throws (rejects) `presence/signed-out` if no user is signed in, `presence/permission-denied` if the security rules refuse the write,
*   `presence/too-many-changes` after 300 changes in 10 minutes. That limit does not apply to `invisible`.
*
* @example
* await setAvailability(presence, 'busy');
*/
declare function setAvailability(presence: Presence, availability: ChosenAvailability): Promise<void>;
/**
* Sets or removes the custom status of the signed-in user. Others see it until it expires, also while the user is offline.
*
* @param custom the new custom status; null removes it
* @returns resolves when the server has acknowledged the write
* @throws (rejects) `presence/invalid-argument`, `presence/signed-out`, `presence/permission-denied`, `presence/too-many-changes`
*
* @example
* await setCustomStatus(presence, { text: 'In a meeting', emoji: '📅', expiresAt: new Date(Date.now() + 3_600_000) });
*/
declare function setCustomStatus(presence: Presence, custom: CustomStatusInput | null): Promise<void>;
/**
* Hides from others when the signed-in user was last seen, or shows it again. Others still see whether the user is online.
*
* @param hidden true hides it, false shows it
* @returns resolves when the server has acknowledged the write
* @throws (rejects) `presence/signed-out`, `presence/permission-denied`, `presence/too-many-changes`
*
* @example
* await setLastSeenHidden(presence, true);
*/
declare function setLastSeenHidden(presence: Presence, hidden: boolean): Promise<void>;
/**
* Calls `next` with the settings of the signed-in user: when they are known, and whenever they change on any of the user's devices.
* Calls `next` with null while no user is signed in and while the settings are not known.
*
* @param error called when the security rules refuse the read of the settings. The listener stays and tries again.
* @returns removes the listener
*
* @example
* const unsubscribe = onMySettingsChanged(presence, (mine) => render(mine?.availability, mine?.customStatus));
*/
declare function onMySettingsChanged(presence: Presence, next: (settings: MySettings | null) => void, error?: (error: PresenceError) => void): Unsubscribe;
/**
* Calls `next` with the state of this client's own connection: before it returns, and whenever the state changes.
*
* @param error called when presence cannot work as it is set up, for example because the security rules are not
*   deployed. The listener stays and the client keeps trying. Without any error listener the error goes to the console.
* @returns removes the listener
*
* @example
* const unsubscribe = onConnectionStateChanged(presence, (state) => render(state), (error) => console.error(error.code));
*/
declare function onConnectionStateChanged(presence: Presence, next: (state: ConnectionState) => void, error?: (error: PresenceError) => void): Unsubscribe;
/** A room: a place where users are together, such as a channel, a document or a game. Get it from {@link getRoom}. */
interface Room<Data = unknown> {
  readonly presence: Presence;
  readonly id: string;
  /** The type of the member data. It never has a value. */
  readonly data?: Data;
}
/**
* Returns the room with an id. It reads and writes nothing. A client can watch a room without joining it.
*
* @param id 1 to 128 characters, or 42 if some are not ASCII; none of `. # $ [ ] /` and no control character
* @throws `presence/invalid-argument` if no room can have this id
*
* @example
* const lobby = getRoom<{ name: string }>(presence, 'lobby');
*/
declare function getRoom<Data = unknown>(presence: Presence, id: string): Room<Data>;
/**
* Joins a room, with member data that others can read. All clients of a user are one member. The membership lasts until {@link leaveRoom}
* or the sign-out, also over lost connections. Another call replaces the member data. Others do not see an invisible user in the room.
*
* @param data any value that JSON can hold, at most 1,024 characters as JSON, or 341 if some are not ASCII
* @returns resolves when the server has acknowledged the join. Without a connection it resolves after the connection has returned.
* @throws (rejects) `presence/signed-out` if no user is signed in, `presence/invalid-argument` if the data is too large or not JSON,
*   `presence/permission-denied` if the security rules refuse it, `presence/too-many-rooms` if this client is in 12 rooms already,
*   `presence/too-many-changes` after 300 changes in 10 minutes, `presence/watch-only` if this client only watches
*
* @example
* await joinRoom(getRoom(presence, 'lobby'), { name: 'Alice' });
*/
declare function joinRoom<Data>(room: Room<Data>, data?: Data): Promise<void>;
/**
* Replaces the member data of the signed-in user in the room.
*
* @param data as in {@link joinRoom}
* @returns resolves when the server has acknowledged the write
* @throws (rejects) `presence/not-in-room` if this client did not call {@link joinRoom}, otherwise as {@link joinRoom}
*
* @example
* await setMemberData(getRoom<{ name: string }>(presence, 'lobby'), { name: 'Alicia' });
*/
declare function setMemberData<Data>(room: Room<Data>, data: Data): Promise<void>;
/**
* Leaves the room on this client. Does nothing if this client has not joined it.
*
* @returns resolves when the server has acknowledged it. Without a connection it resolves without waiting: the server removes the seat
*   by itself.
*
* @example
* await leaveRoom(room);
*/
declare function leaveRoom(room: Room): Promise<void>;
/**
* Shows the other members of the room that the signed-in user types. Call it on every key: it writes at most once in two seconds. Typing
* ends by itself after three seconds without a call, when the user leaves the room, and when the connection ends.
*
* @throws `presence/not-in-room` if this client did not call `joinRoom`
*
* @example
* document.querySelector('input')?.addEventListener('input', () => notifyTyping(room));
*/
declare function notifyTyping(room: Room): void;
/**
* Shows the other members of the room that the signed-in user no longer types. Call it when the user sent the message or cleared the field.
*
* @throws `presence/not-in-room` if this client did not call `joinRoom`
*
* @example
* stopTyping(room); // the message is sent
*/
declare function stopTyping(room: Room): void;
/**
* Calls `next` with the uids of the users who type in the room: when they are known, and whenever they change. The uids are in the order in
* which the users began, without the signed-in user. A user is shown for three seconds after the latest key. A wrong clock of this device
* does not change that. Waits for the sign-in, and calls `next` with an empty array while no user is signed in.
*
* @param error as in {@link onMembersChanged}
* @returns removes the listener
*
* @example
* const unsubscribe = onTypingChanged(room, (uids) => render(uids));
*/
declare function onTypingChanged(room: Room, next: (uids: string[]) => void, error?: (error: PresenceError) => void): Unsubscribe;
/**
* Calls `next` with all members of the room: when they are known, and whenever they change. This client can watch without joining.
* Waits for the sign-in, and calls `next` with no members while no user is signed in.
*
* @param error called when the security rules refuse the read. The listener stays and tries again. Default: the error goes to the console.
* @returns removes the listener
*
* @example
* const unsubscribe = onMembersChanged(room, ({ members, joined, left }) => render(members));
*/
declare function onMembersChanged<Data>(room: Room<Data>, next: (members: Members<Data>) => void, error?: (error: PresenceError) => void): Unsubscribe;
/**
* Calls `next` with the occupancy of the room: when it is known, and whenever it changes. It does not download the members. The function
* counts them, so the number arrives a moment later. Waits for the sign-in, and calls `next` with null while no user is signed in.
*
* @param error as in {@link onMembersChanged}
* @returns removes the listener
*
* @example
* const unsubscribe = onOccupancyChanged(room, (occupancy) => render(occupancy ?? '…'));
*/
declare function onOccupancyChanged(room: Room, next: (occupancy: number | null) => void, error?: (error: PresenceError) => void): Unsubscribe;
/**
* Starts presence in this client. From now on the signed-in user is online while this client is connected. Presence follows each sign-in,
* sign-out and switch of the user. The app needs Authentication, Realtime Database and Firestore.
*
* A second call for the same app returns the same instance.
*
* @param app default: the default app
* @throws `presence/invalid-argument` if an option cannot be used
* @throws `presence/no-database` if the app's config names no Realtime Database
* @throws `presence/already-initialized` if an earlier call had other options
*
* @example
* const presence = getPresence(initializeApp(config));
* onOnlineUsersChanged(presence, ({ users }) => console.log(`${users.length} online`));
*/
declare function getPresence(app?: FirebaseApp, options?: PresenceOptions): Presence;
/**
* Reads the status of a user once. An unknown user is offline. Costs one read.
*
* @throws (rejects) `presence/invalid-uid`, `presence/permission-denied`
*
* @example
* const { state } = await getStatus(presence, 'alice');
*/
declare function getStatus(presence: Presence, uid: string): Promise<UserStatus>;
/**
* Reads the statuses of any number of users once, with one query for each 30 users.
*
* @returns the statuses in the order of `uids`; an unknown user is offline
* @throws (rejects) `presence/invalid-uid`, `presence/permission-denied`
*
* @example
* const [alice, bob] = await getStatuses(presence, ['alice', 'bob']);
*/
declare function getStatuses(presence: Presence, uids: readonly string[]): Promise<UserStatus[]>;
/**
* Counts the users who are online now, without downloading them. Costs one read for each 1,000 of them.
*
* @throws (rejects) `presence/permission-denied`
*
* @example
* console.log(`${await getOnlineCount(presence)} online`);
*/
declare function getOnlineCount(presence: Presence): Promise<number>;
/** The options of {@link formatLastSeen}. */
interface LastSeenOptions {
  /** A BCP 47 tag such as `de` or `zh-Hans`. Default: the browser's. */
  locale?: string;
  /** The time to count from, by the same clock as `lastSeen`. Default: now, by this client's estimate of the server's clock. */
  now?: Date;
}
/**
* Returns how long ago a time was, in words of the locale: "now", "5 minutes ago", "yesterday". A time in the future gives "now":
* only a wrong clock can cause it. Without `Intl.RelativeTimeFormat` on the platform, the text is the date and time.
*
* @param lastSeen a time by the server's clock, as all dates of this package are. A wrong clock of this device does not matter.
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
* Calls `next` with {@link formatLastSeen} of a time: before it returns, and whenever the words change.
*
* @returns stops the calls
* @throws `presence/invalid-argument` if the Date is invalid
*
* @example
* const stop = onLastSeenTextChanged(lastChanged, (text) => render(text));
*/
declare function onLastSeenTextChanged(lastSeen: Date, next: (text: string) => void, options?: {
  locale?: string;
}): Unsubscribe;
/**
* Compares two statuses for `sort`: online users first, then the most recently seen, and users who were never online last.
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
/** The users who are online. */
interface OnlineUsers {
  /** All users who are online, sorted by uid. */
  readonly users: UserStatus[];
  /** The uids that were added since the last call. Empty until the server's first answer, because those users were online before. */
  readonly joined: string[];
  /** The uids that were removed since the last call. */
  readonly left: string[];
  /** True if this client is offline, or the server has not answered yet. The list may be out of date. */
  readonly fromCache: boolean;
}
/** The options of {@link onOnlineUsersChanged}. */
interface OnlineUsersOptions {
  /** How many milliseconds a user has to be offline before `left` has the uid. Default: 0, because the mirror waits for a grace period. */
  settleMs?: number;
  /** The largest number of users. Each user costs a document read. Default: no limit. */
  limit?: number;
}
/**
* Calls `next` with all users who are online: when they are known, and whenever they change. Waits for the sign-in, and calls `next` with
* no users while no user is signed in on this client. Use it for groups that fit on a screen, because each watcher reads each change.
*
* @param error called when Firestore refuses the list. The listener starts again when another user signs in, and when this user has a new
*   ID token. Default: the error goes to the console.
* @returns removes the listener
* @throws `presence/invalid-argument` if an option is not a whole number in its range
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
*   new ID token. Default: the error goes to the console.
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
* its connection, the status becomes `offline` without a round trip, because the client writes it into the local cache.
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
* `next` with an empty array while no user is signed in on this client. Costs one query for each 30 users, and one read for each change.
*
* @param next gets the statuses in the order of `uids`; an unknown user is offline
* @param error called when Firestore refuses the statuses. The listener starts again when another user signs in, and when this user has a
*   new ID token. Default: the error goes to the console.
* @returns removes the listener
* @throws `presence/invalid-uid` if no user can have one of the ids
*
* @example
* const unsubscribe = onStatusesChanged(presence, team, (statuses) => render(statuses));
*/
declare function onStatusesChanged(presence: Presence, uids: readonly string[], next: (statuses: UserStatus[]) => void, error?: (error: PresenceError) => void): Unsubscribe;
export { type Availability, ChosenAvailability, ConnectionState, CustomStatus, CustomStatusInput, type LastSeenOptions, Member, Members, MySettings, type OnlineUsers, type OnlineUsersOptions, Presence, PresenceError, PresenceErrorCode, PresenceOptions, type PresenceState, Room, type UserStatus, byLastSeen, formatLastSeen, getOnlineCount, getPresence, getRoom, getStatus, getStatuses, joinRoom, leaveRoom, notifyTyping, onConnectionStateChanged, onLastSeenTextChanged, onMembersChanged, onMySettingsChanged, onMyStatusChanged, onOccupancyChanged, onOnlineUsersChanged, onStatusChanged, onStatusesChanged, onTypingChanged, pausePresence, resumePresence, setActive, setAvailability, setCustomStatus, setLastSeenHidden, setMemberData, stopPresence, stopTyping };
// firebase-presence/without-firestore

import { FirebaseApp, FirebaseError } from "firebase/app";
import "firebase/database";
import { Unsubscribe } from "firebase/auth";

/** The availability that a user can choose. To others, `invisible` looks like offline. */
type ChosenAvailability = "available" | "busy" | "invisible";
/**
* The state of this client's own connection:
*
* - `signed-out`: no user is signed in, or the browser has only prerendered this page
* - `connecting`: the server has not acknowledged the first announcement yet
* - `connected`: the server has acknowledged the announcement
* - `disconnected`: the connection was lost; the client reconnects by itself
* - `paused`: the app called `pausePresence`, until `resumePresence`; or the client only watches (`watchOnly`)
*/
type ConnectionState = "signed-out" | "connecting" | "connected" | "disconnected" | "paused";
/** The custom status that an app passes in. */
interface CustomStatusInput {
  /** At most 100 characters. It may be empty if there is an emoji. */
  text: string;
  /** At most 40 characters, because an emoji of a family or a flag has many. Default: none. */
  emoji?: string;
  /**
  * When the custom status ends: in the future, at most a year ahead. Default: it stays until it is removed. The package reads the Date
  * by the clock of this device. So `new Date(Date.now() + 3_600_000)` ends after an hour, even if that clock is wrong. It reads a Date
  * that it returned itself as the server's time.
  */
  expiresAt?: Date;
}
/**
* The codes of all errors of this package. They are stable. docs/8-errors.md has a paragraph for each.
*/
type PresenceErrorCode = "presence/invalid-argument" | "presence/invalid-uid" | "presence/already-initialized" | "presence/no-database" | "presence/database-unreachable" | "presence/emulator-not-connected" | "presence/permission-denied" | "presence/firestore-unreachable" | "presence/firestore-terminated" | "presence/no-provider" | "presence/stopped" | "presence/signed-out" | "presence/watch-only" | "presence/not-in-room" | "presence/too-many-connections" | "presence/too-many-rooms" | "presence/too-many-changes" | "presence/unknown";
/** An error of this package. Its message says what happened, with the value, and what to do. Handlers of `FirebaseError` also catch it. */
declare class PresenceError extends FirebaseError {
  readonly code: PresenceErrorCode;
  /** The error of the Firebase SDK that caused this one; undefined without such an error. */
  readonly cause: unknown;
  constructor(code: PresenceErrorCode, message: string, cause?: unknown);
}
/** The custom status of a user: a text and an emoji that the user chose, with an end. */
interface CustomStatus {
  readonly text: string;
  readonly emoji: string | null;
  /** When it ends, by the server's clock. Null if it has no end. */
  readonly expiresAt: Date | null;
}
/** The options of `getPresence`. */
interface PresenceOptions {
  /** The Firestore collection of the status documents, as in the function's parameter `PRESENCE_COLLECTION`. Default: `status`. */
  collection?: string;
  /**
  * The id of the Firestore database of the status documents, as in the function's parameter `PRESENCE_FIRESTORE_DATABASE`. An app that
  * calls `getFirestore(app, 'app-db')` passes `app-db`. Default: `(default)`.
  */
  firestoreDatabase?: string;
  /**
  * Returns the URL of the Realtime Database instance that holds this user, for apps with several instances. It has to return the same
  * URL on every device. Default: the app's own instance for all users.
  */
  databaseUrl?: (uid: string) => string;
  /**
  * How often this client renews its lease, in milliseconds, from 1,000 to 3,600,000 (an hour). Each renewal is one small write. The value
  * has to be less than half of the function's parameter `PRESENCE_LEASE_SECONDS`. Otherwise the sweeper removes living connections.
  * Default: 30,000.
  */
  renewalMs?: number;
  /**
  * After how many milliseconds without input this client is idle, 1,000 or more. A hidden tab is idle after ten seconds. A user is away
  * when all devices are idle. With `Infinity`, or more than the 24 days that a timer can hold, only `setActive` makes the client idle.
  * Default: 300,000 (five minutes).
  */
  idleAfterMs?: number;
  /** True: the client watches and announces no user, for an administrator's dashboard. It cannot join rooms. Default: false. */
  watchOnly?: boolean;
}
/** Presence of one Firebase app. Get it from `getPresence`, and pass it to the functions of this package. */
interface Presence {
  readonly app: FirebaseApp;
}
/**
* Removes this client's connection until {@link resumePresence}. Others see the user offline without the grace period, unless another tab
* or device is connected. The pause also ends when the user signs out or another user signs in. An app can start paused: a pause before
* Authentication has restored the sign-in applies to the restored user.
*
* @returns resolves when the server has acknowledged the removal or is unreachable, after five seconds at the latest
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
* Ends presence in this client: removes the connection and stops following Authentication. Listeners to the statuses of users stay.
* Call it before `deleteApp`. A later `getPresence` starts again.
*
* @example
* await stopPresence(presence);
*/
declare function stopPresence(presence: Presence): Promise<void>;
/**
* Sets whether a user is in front of this device. Use it where the SDK cannot see that: in React Native, while a video plays, in an
* embedded frame. The value overrides what the SDK sees, until the next call. A user is away when all devices are idle.
*
* @param active true: a user is here, also in a hidden tab. false: no user is here. null: the SDK decides again, as at the start.
* @throws `presence/invalid-argument` if `active` is another value
*
* @example
* const video = document.querySelector('video');
* video?.addEventListener('play', () => setActive(presence, true));
* video?.addEventListener('pause', () => setActive(presence, null));
*/
declare function setActive(presence: Presence, active: boolean | null): void;
/** The settings of the signed-in user. They apply to all of the user's devices. */
interface MySettings {
  /** Default: `available`. */
  readonly availability: ChosenAvailability;
  /** Null if the user has none, or if it has expired. */
  readonly customStatus: CustomStatus | null;
  /** True if the user hides from others when they were last seen. Default: false. */
  readonly lastSeenHidden: boolean;
}
/**
* Sets the availability of the signed-in user on all of the user's devices, until the user chooses again. A user who is `busy` does not
* become away when the devices are idle. Others see an `invisible` user as offline, and see nothing that the user does from then on.
*
* @returns resolves when the server has acknowledged the write. Without a connection it resolves after the connection has returned.
* @throws (rejects) `presence/signed-out` if no user is signed in, `presence/permission-denied` if the security rules refuse the write,
*   `presence/too-many-changes` after 300 changes in 10 minutes. That limit does not apply to `invisible`.
*
* @example
* await setAvailability(presence, 'busy');
*/
declare function setAvailability(presence: Presence, availability: ChosenAvailability): Promise<void>;
/**
* Sets or removes the custom status of the signed-in user. Others see it until it expires, also while the user is offline.
*
* @param custom the new custom status; null removes it
* @returns resolves when the server has acknowledged the write
* @throws (rejects) `presence/invalid-argument`, `presence/signed-out`, `presence/permission-denied`, `presence/too-many-changes`
*
* @example
* await setCustomStatus(presence, { text: 'In a meeting', emoji: '📅', expiresAt: new Date(Date.now() + 3_600_000) });
*/
declare function setCustomStatus(presence: Presence, custom: CustomStatusInput | null): Promise<void>;
/**
* Hides from others when the signed-in user was last seen, or shows it again. Others still see whether the user is online.
*
* @param hidden true hides it, false shows it
* @returns resolves when the server has acknowledged the write
* @throws (rejects) `presence/signed-out`, `presence/permission-denied`, `presence/too-many-changes`
*
* @example
* await setLastSeenHidden(presence, true);
*/
declare function setLastSeenHidden(presence: Presence, hidden: boolean): Promise<void>;
/**
* Calls `next` with the settings of the signed-in user: when they are known, and whenever they change on any of the user's devices.
* Calls `next` with null while no user is signed in and while the settings are not known.
*
* @param error called when the security rules refuse the read of the settings. The listener stays and tries again.
* @returns removes the listener
*
* @example
* const unsubscribe = onMySettingsChanged(presence, (mine) => render(mine?.availability, mine?.customStatus));
*/
declare function onMySettingsChanged(presence: Presence, next: (settings: MySettings | null) => void, error?: (error: PresenceError) => void): Unsubscribe;
/**
* Calls `next` with the state of this client's own connection: before it returns, and whenever the state changes.
*
* @param error called when presence cannot work as it is set up, for example because the security rules are not
*   deployed. The listener stays and the client keeps trying. Without any error listener the error goes to the console.
* @returns removes the listener
*
* @example
* const unsubscribe = onConnectionStateChanged(presence, (state) => render(state), (error) => console.error(error.code));
*/
declare function onConnectionStateChanged(presence: Presence, next: (state: ConnectionState) => void, error?: (error: PresenceError) => void): Unsubscribe;
/** A user in a room, with all of the user's clients. */
interface Member<Data = unknown> {
  readonly uid: string;
  /** When the earliest client that is still in the room joined, by the server's clock. */
  readonly joinedAt: Date;
  /** The member data. A client of the user wrote it: check it before you trust it. Undefined if there is none, or if it is not JSON. */
  readonly data: Data | undefined;
}
/** The members of a room, and what changed since the last call. */
interface Members<Data = unknown> {
  /** All members of the room, in the order in which they joined. */
  readonly members: Member<Data>[];
  /** The uids of members who joined since the last call. Empty at the first call, because those members joined before. */
  readonly joined: string[];
  /** The uids of members whose member data changed since the last call. */
  readonly updated: string[];
  /** The uids of members who left since the last call. */
  readonly left: string[];
  /** True if this client has no connection. The list may be out of date. */
  readonly fromCache: boolean;
}
/** A room: a place where users are together, such as a channel, a document or a game. Get it from {@link getRoom}. */
interface Room<Data = unknown> {
  readonly presence: Presence;
  readonly id: string;
  /** The type of the member data. It never has a value. */
  readonly data?: Data;
}
/**
* Returns the room with an id. It reads and writes nothing. A client can watch a room without joining it.
*
* @param id 1 to 128 characters, or 42 if some are not ASCII; none of `. # $ [ ] /` and no control character
* @throws `presence/invalid-argument` if no room can have this id
*
* @example
* const lobby = getRoom<{ name: string }>(presence, 'lobby');
*/
declare function getRoom<Data = unknown>(presence: Presence, id: string): Room<Data>;
/**
* Joins a room, with member data that others can read. All clients of a user are one member. The membership lasts until {@link leaveRoom}
* or the sign-out, also over lost connections. Another call replaces the member data. Others do not see an invisible user in the room.
*
* @param data any value that JSON can hold, at most 1,024 characters as JSON, or 341 if some are not ASCII
* @returns resolves when the server has acknowledged the join. Without a connection it resolves after the connection has returned.
* @throws (rejects) `presence/signed-out` if no user is signed in, `presence/invalid-argument` if the data is too large or not JSON,
*   `presence/permission-denied` if the security rules refuse it, `presence/too-many-rooms` if this client is in 12 rooms already,
*   `presence/too-many-changes` after 300 changes in 10 minutes, `presence/watch-only` if this client only watches
*
* @example
* await joinRoom(getRoom(presence, 'lobby'), { name: 'Alice' });
*/
declare function joinRoom<Data>(room: Room<Data>, data?: Data): Promise<void>;
/**
* Replaces the member data of the signed-in user in the room.
*
* @param data as in {@link joinRoom}
* @returns resolves when the server has acknowledged the write
* @throws (rejects) `presence/not-in-room` if this client did not call {@link joinRoom}, otherwise as {@link joinRoom}
*
* @example
* await setMemberData(getRoom<{ name: string }>(presence, 'lobby'), { name: 'Alicia' });
*/
declare function setMemberData<Data>(room: Room<Data>, data: Data): Promise<void>;
/**
* Leaves the room on this client. Does nothing if this client has not joined it.
*
* @returns resolves when the server has acknowledged it. Without a connection it resolves without waiting: the server removes the seat
*   by itself.
*
* @example
* await leaveRoom(room);
*/
declare function leaveRoom(room: Room): Promise<void>;
/**
* Shows the other members of the room that the signed-in user types. Call it on every key: it writes at most once in two seconds. Typing
* ends by itself after three seconds without a call, when the user leaves the room, and when the connection ends.
*
* @throws `presence/not-in-room` if this client did not call `joinRoom`
*
* @example
* document.querySelector('input')?.addEventListener('input', () => notifyTyping(room));
*/
declare function notifyTyping(room: Room): void;
/**
* Shows the other members of the room that the signed-in user no longer types. Call it when the user sent the message or cleared the field.
*
* @throws `presence/not-in-room` if this client did not call `joinRoom`
*
* @example
* stopTyping(room); // the message is sent
*/
declare function stopTyping(room: Room): void;
/**
* Calls `next` with the uids of the users who type in the room: when they are known, and whenever they change. The uids are in the order in
* which the users began, without the signed-in user. A user is shown for three seconds after the latest key. A wrong clock of this device
* does not change that. Waits for the sign-in, and calls `next` with an empty array while no user is signed in.
*
* @param error as in {@link onMembersChanged}
* @returns removes the listener
*
* @example
* const unsubscribe = onTypingChanged(room, (uids) => render(uids));
*/
declare function onTypingChanged(room: Room, next: (uids: string[]) => void, error?: (error: PresenceError) => void): Unsubscribe;
/**
* Calls `next` with all members of the room: when they are known, and whenever they change. This client can watch without joining.
* Waits for the sign-in, and calls `next` with no members while no user is signed in.
*
* @param error called when the security rules refuse the read. The listener stays and tries again. Default: the error goes to the console.
* @returns removes the listener
*
* @example
* const unsubscribe = onMembersChanged(room, ({ members, joined, left }) => render(members));
*/
declare function onMembersChanged<Data>(room: Room<Data>, next: (members: Members<Data>) => void, error?: (error: PresenceError) => void): Unsubscribe;
/**
* Calls `next` with the occupancy of the room: when it is known, and whenever it changes. It does not download the members. The function
* counts them, so the number arrives a moment later. Waits for the sign-in, and calls `next` with null while no user is signed in.
*
* @param error as in {@link onMembersChanged}
* @returns removes the listener
*
* @example
* const unsubscribe = onOccupancyChanged(room, (occupancy) => render(occupancy ?? '…'));
*/
declare function onOccupancyChanged(room: Room, next: (occupancy: number | null) => void, error?: (error: PresenceError) => void): Unsubscribe;
/**
* Starts presence in this client, as `getPresence` of the whole package does; read more there. This one does not write the user's own
* status into Firestore's local cache, because there is none.
*
* @param app default: the default app
* @throws `presence/invalid-argument` if an option cannot be used
* @throws `presence/no-database` if the app's config names no Realtime Database
* @throws `presence/already-initialized` if an earlier call had other options
*
* @example
* const presence = getPresence(initializeApp(config));
* await joinRoom(getRoom(presence, 'support'));
*/
declare function getPresence(app?: FirebaseApp, options?: PresenceOptions): Presence;
export { ChosenAvailability, ConnectionState, CustomStatus, CustomStatusInput, Member, Members, MySettings, Presence, PresenceError, PresenceErrorCode, PresenceOptions, Room, getPresence, getRoom, joinRoom, leaveRoom, notifyTyping, onConnectionStateChanged, onMembersChanged, onMySettingsChanged, onOccupancyChanged, onTypingChanged, pausePresence, resumePresence, setActive, setAvailability, setCustomStatus, setLastSeenHidden, setMemberData, stopPresence, stopTyping };
// firebase-presence/react

import { ReactNode } from "react";
import { ChosenAvailability, ConnectionState, CustomStatusInput, Members, MySettings, OnlineUsers, OnlineUsersOptions, Presence, UserStatus } from "firebase-presence";

/** The words that the components show. */
interface PresenceWords {
  readonly available: string;
  readonly away: string;
  readonly busy: string;
  /** For a user who was never online. */
  readonly offline: string;
  /** @param ago how long ago, in words of the locale: "5 minutes ago" */
  readonly lastSeen: (ago: string) => string;
  /** @param names the names of one or two users who type; empty if more users type */
  readonly typing: (names: readonly string[]) => string;
  /** @param count how many users the stack does not show */
  readonly more: (count: number) => string;
}
/** A user, as the stack shows one. */
interface AvatarPerson {
  uid: string;
  name: string;
  /** The URL of a picture. Default: the avatar shows the first letter of the name. */
  picture?: string;
}
/** The props of {@link AvatarStack}. */
interface AvatarStackProps {
  people: readonly AvatarPerson[];
  /** How many avatars are shown. A number counts the other users. Default: 4. */
  max?: number;
  /** The words that the component shows. Default: English. */
  words?: Partial<PresenceWords>;
}
/**
* Shows overlapping avatars, each with the dot of its user. Screen readers read a list with names, and statuses in words. The CSS variable
* `--presence-avatar-size` sets the size.
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
* Provides the app's presence to the hooks and components below it.
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
* Returns the app's presence. Use it to call a function that has no hook.
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
/** The props of {@link TypingIndicator}. */
interface TypingIndicatorProps {
  roomId: string;
  /** Returns the name of a user. */
  nameOf: (uid: string) => string;
  /** The words that the component shows. Default: English. */
  words?: Partial<PresenceWords>;
}
/**
* Shows who types: "Alice is typing…". The element is always in the page, so that a screen reader reads new words, politely.
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
* Returns how long ago a time was, in words of a locale: "5 minutes ago". The component renders again when the words change.
*
* @param lastSeen a time by the server's clock, such as the `lastChanged` of a status
* @param locale a BCP 47 tag such as `de`. Default: the browser's. Pass it if a server renders, because its locale can differ.
* @returns null if `lastSeen` is null
*
* @example
* function LastSeen({ at }: { at: Date | null }) {
*   return <p>{useLastSeen(at) ?? 'never here'}</p>;
* }
*/
declare function useLastSeen(lastSeen: Date | null, locale?: string): string | null;
/** The presence of the signed-in user, with functions to change it. They do what the functions of firebase-presence with these names do. */
interface MyPresence {
  /** The state of this client's own connection. */
  readonly connection: ConnectionState;
  /** The user's own status as others see it. Null while no user is signed in. */
  readonly status: UserStatus | null;
  /** Null while no user is signed in and while the settings are not known. */
  readonly settings: MySettings | null;
  readonly setAvailability: (availability: ChosenAvailability) => Promise<void>;
  readonly setCustomStatus: (customStatus: CustomStatusInput | null) => Promise<void>;
  readonly setLastSeenHidden: (hidden: boolean) => Promise<void>;
  readonly pausePresence: () => Promise<void>;
  readonly resumePresence: () => void;
}
/**
* Returns the presence of the signed-in user. The component renders again at each change. The functions stay the same on each render.
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
* Returns all users who are online, with the users who joined and left last. It returns no users and `fromCache` until they are known, and
* while no user is signed in.
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
  /** Replaces the member data of the signed-in user in the room. */
  readonly setData: (data: Data) => Promise<void>;
}
/**
* Joins a room while the component is mounted and a user is signed in, and returns its members. Several components can join the same room.
*
* @param data the member data that others see, as in `joinRoom`. The hook joins again when its content changes.
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
* Returns the status of a user. The component renders again when it changes. The status is offline and `fromCache` until it is known, and
* while no user is signed in.
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
* Returns the statuses of any number of users, in the order of `uids`. They are offline and `fromCache` until they are known, and while no
* user is signed in.
*
* @param uids compared by content: it can be a new array on every render
* @throws into the nearest error boundary: `presence/invalid-uid`, `presence/permission-denied`, `presence/no-provider`
*
* @example
* function Team({ uids }: { uids: string[] }) {
*   const online = useStatuses(uids).filter(({ state }) => state === 'online');
*   return <p>{online.length} of us are online</p>;
* }
*/
declare function useStatuses(uids: readonly string[]): UserStatus[];
/** The users who type in a room. */
interface Typing {
  /** The uids of the users who type, without the signed-in user, in the order in which they began. */
  readonly typing: string[];
  /** Call it on every key. It throws `presence/not-in-room` if this client has not joined with `useRoom` or `joinRoom`. */
  readonly notifyTyping: () => void;
  /** Call it when the user sent the message or cleared the field. */
  readonly stopTyping: () => void;
}
/**
* Returns the users who type in a room, and functions to show that the signed-in user types. Join the room with `useRoom`.
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
/** The props of {@link UserPresence}. */
interface UserPresenceProps {
  uid: string;
  /** Shows only the dot. Screen readers still read the words. Default: false. */
  compact?: boolean;
  /** The words that the component shows. Default: English. */
  words?: Partial<PresenceWords>;
  /** A BCP 47 tag for "5 minutes ago". Default: the browser's. */
  locale?: string;
}
/**
* Shows a dot and words: online, away, busy, or when the user was last seen. The CSS variables `--presence-online`, `--presence-away`,
* `--presence-busy` and `--presence-offline` set the colours. The shapes differ too, for readers who do not see colours.
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
* The codes of all errors of this package. They are stable. docs/8-errors.md has a paragraph for each.
*/
type PresenceErrorCode = "presence/invalid-argument" | "presence/invalid-uid" | "presence/already-initialized" | "presence/no-database" | "presence/database-unreachable" | "presence/emulator-not-connected" | "presence/permission-denied" | "presence/firestore-unreachable" | "presence/firestore-terminated" | "presence/no-provider" | "presence/stopped" | "presence/signed-out" | "presence/watch-only" | "presence/not-in-room" | "presence/too-many-connections" | "presence/too-many-rooms" | "presence/too-many-changes" | "presence/unknown";
/** An error of this package. Its message says what happened, with the value, and what to do. Handlers of `FirebaseError` also catch it. */
declare class PresenceError extends FirebaseError {
  readonly code: PresenceErrorCode;
  /** The error of the Firebase SDK that caused this one; undefined without such an error. */
  readonly cause: unknown;
  constructor(code: PresenceErrorCode, message: string, cause?: unknown);
}
/** The custom status of a user: a text and an emoji that the user chose, with an end. */
interface CustomStatus {
  readonly text: string;
  readonly emoji: string | null;
  /** When it ends, by the server's clock. Null if it has no end. */
  readonly expiresAt: Date | null;
}
/** The status of a user. */
interface UserStatus {
  readonly uid: string;
  /** `online` while at least one client of the user is connected. A user who was never online is `offline`. */
  readonly state: PresenceState;
  /** The availability of an online user. It is `away` when all of the user's devices are idle. Null while offline. */
  readonly availability: Availability | null;
  /** The custom status, also of an offline user. Null if the user has none, or if it has expired. */
  readonly customStatus: CustomStatus | null;
  /**
  * When the state last changed, by the clock of the Realtime Database. For an offline user this is when the user was last seen. Null if
  * the user was never online. If the user hides last seen, it is the time of that choice.
  */
  readonly lastChanged: Date | null;
  /** True if this client is offline, or the server has not answered yet. The status may be out of date. */
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
* Erases the presence data of users whose accounts this server deleted with `deleteUsers`. Firebase calls no function for such a deletion.
* The scheduled function erases the data within a minute, and tries again until it succeeds. A later account with the same uid keeps its
* data.
*
* @param database the Realtime Database instance that holds the users; with several instances, call the function once for each
* @returns resolves when the request is stored
* @throws (rejects) `presence/invalid-uid` if no user can have one of the ids, otherwise the error of the Admin SDK
*
* @example
* await getAuth().deleteUsers(['alice', 'bob']);
* await forgetUsers(getDatabase(), ['alice', 'bob']);
*/
declare function forgetUsers(database: AdminDatabase, uids: readonly string[]): Promise<void>;
/**
* Returns the ids of the rooms that a user is in, with all of the user's clients. It downloads the user's leases.
*
* @param database the Realtime Database instance that holds the user
* @returns the ids of the rooms, each once
* @throws (rejects) `presence/invalid-uid` if no user can have this id, otherwise the error of the Admin SDK
*
* @example
* const rooms = await getRoomIds(getDatabase(), 'alice');
*/
declare function getRoomIds(database: AdminDatabase, uid: string): Promise<string[]>;
/**
* Removes a user from a room, with all of the user's clients. The members see the user leave. A client of the user joins again with its
* next connection. To prevent that, let the app call `leaveRoom` there, or let the security rules refuse it.
*
* @param database the Realtime Database instance that holds the room
* @throws (rejects) `presence/invalid-argument`, `presence/invalid-uid`, otherwise the error of the Admin SDK
*
* @example
* await removeMember(getDatabase(), 'lobby', 'mallory');
*/
declare function removeMember(database: AdminDatabase, roomId: string, uid: string): Promise<void>;
/** The status of a user. Its times come from the Realtime Database. This server's clock decides whether a custom status has expired. */
type ServerStatus = Omit<UserStatus, "fromCache">;
/** The options of the functions that read statuses. */
interface StatusOptions {
  /** The Firestore collection of the status documents, as in the function's parameter `PRESENCE_COLLECTION`. Default: `status`. */
  collection?: string;
}
/**
* Reads the status of one user. An unknown user is offline. Costs one read.
*
* @throws (rejects) `presence/invalid-uid` if no user can have this id, otherwise the error of the Admin SDK
*
* @example
* const { state, lastChanged } = await getStatus(getFirestore(), 'alice');
*/
declare function getStatus(firestore: AdminFirestore, uid: string, options?: StatusOptions): Promise<ServerStatus>;
/**
* Reads the statuses of any number of users, with one query for each 30 users. Costs one read for each user.
*
* @returns the statuses in the order of `uids`; an unknown user is offline
* @throws (rejects) `presence/invalid-uid` if no user can have one of the ids, otherwise the error of the Admin SDK
*
* @example
* const online = (await getStatuses(getFirestore(), team)).filter(({ state }) => state === 'online');
*/
declare function getStatuses(firestore: AdminFirestore, uids: readonly string[], options?: StatusOptions): Promise<ServerStatus[]>;
/**
* Counts the users who are online. Costs one read for each 1,000 of them.
*
* @throws (rejects) the error of the Admin SDK
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
* Compares a user's status before and after a change of the status document, for a Cloud Function of the app that Firestore triggers.
* Events can arrive twice and in any order, so the function should not depend on each single event.
*
* @param change the `data` of an event of `onDocumentWritten('status/{uid}')`
* @returns null if watchers see no difference, for example because only a field of the app changed
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
/** The availability that a user can choose. To others, `invisible` looks like offline. */
type ChosenAvailability = "available" | "busy" | "invisible";
/** The custom status that an app passes in. */
interface CustomStatusInput {
  /** At most 100 characters. It may be empty if there is an emoji. */
  text: string;
  /** At most 40 characters, because an emoji of a family or a flag has many. Default: none. */
  emoji?: string;
  /**
  * When the custom status ends: in the future, at most a year ahead. Default: it stays until it is removed. The package reads the Date
  * by the clock of this device. So `new Date(Date.now() + 3_600_000)` ends after an hour, even if that clock is wrong. It reads a Date
  * that it returned itself as the server's time.
  */
  expiresAt?: Date;
}
/**
* The codes of all errors of this package. They are stable. docs/8-errors.md has a paragraph for each.
*/
type PresenceErrorCode = "presence/invalid-argument" | "presence/invalid-uid" | "presence/already-initialized" | "presence/no-database" | "presence/database-unreachable" | "presence/emulator-not-connected" | "presence/permission-denied" | "presence/firestore-unreachable" | "presence/firestore-terminated" | "presence/no-provider" | "presence/stopped" | "presence/signed-out" | "presence/watch-only" | "presence/not-in-room" | "presence/too-many-connections" | "presence/too-many-rooms" | "presence/too-many-changes" | "presence/unknown";
/** An error of this package. Its message says what happened, with the value, and what to do. Handlers of `FirebaseError` also catch it. */
declare class PresenceError extends FirebaseError {
  readonly code: PresenceErrorCode;
  /** The error of the Firebase SDK that caused this one; undefined without such an error. */
  readonly cause: unknown;
  constructor(code: PresenceErrorCode, message: string, cause?: unknown);
}
/** The custom status of a user: a text and an emoji that the user chose, with an end. */
interface CustomStatus {
  readonly text: string;
  readonly emoji: string | null;
  /** When it ends, by the server's clock. Null if it has no end. */
  readonly expiresAt: Date | null;
}
/** The status of a user. */
interface UserStatus {
  readonly uid: string;
  /** `online` while at least one client of the user is connected. A user who was never online is `offline`. */
  readonly state: PresenceState;
  /** The availability of an online user. It is `away` when all of the user's devices are idle. Null while offline. */
  readonly availability: Availability | null;
  /** The custom status, also of an offline user. Null if the user has none, or if it has expired. */
  readonly customStatus: CustomStatus | null;
  /**
  * When the state last changed, by the clock of the Realtime Database. For an offline user this is when the user was last seen. Null if
  * the user was never online. If the user hides last seen, it is the time of that choice.
  */
  readonly lastChanged: Date | null;
  /** True if this client is offline, or the server has not answered yet. The status may be out of date. */
  readonly fromCache: boolean;
}
/** A user in a room, with all of the user's clients. */
interface Member<Data = unknown> {
  readonly uid: string;
  /** When the earliest client that is still in the room joined, by the server's clock. */
  readonly joinedAt: Date;
  /** The member data. A client of the user wrote it: check it before you trust it. Undefined if there is none, or if it is not JSON. */
  readonly data: Data | undefined;
}
/** The members of a room, and what changed since the last call. */
interface Members<Data = unknown> {
  /** All members of the room, in the order in which they joined. */
  readonly members: Member<Data>[];
  /** The uids of members who joined since the last call. Empty at the first call, because those members joined before. */
  readonly joined: string[];
  /** The uids of members whose member data changed since the last call. */
  readonly updated: string[];
  /** The uids of members who left since the last call. */
  readonly left: string[];
  /** True if this client has no connection. The list may be out of date. */
  readonly fromCache: boolean;
}
/**
* The state of this client's own connection:
*
* - `signed-out`: no user is signed in, or the browser has only prerendered this page
* - `connecting`: the server has not acknowledged the first announcement yet
* - `connected`: the server has acknowledged the announcement
* - `disconnected`: the connection was lost; the client reconnects by itself
* - `paused`: the app called `pausePresence`, until `resumePresence`; or the client only watches (`watchOnly`)
*/
type ConnectionState = "signed-out" | "connecting" | "connected" | "disconnected" | "paused";
/** The options of `getPresence`. */
interface PresenceOptions {
  /** The Firestore collection of the status documents, as in the function's parameter `PRESENCE_COLLECTION`. Default: `status`. */
  collection?: string;
  /**
  * The id of the Firestore database of the status documents, as in the function's parameter `PRESENCE_FIRESTORE_DATABASE`. An app that
  * calls `getFirestore(app, 'app-db')` passes `app-db`. Default: `(default)`.
  */
  firestoreDatabase?: string;
  /**
  * Returns the URL of the Realtime Database instance that holds this user, for apps with several instances. It has to return the same
  * URL on every device. Default: the app's own instance for all users.
  */
  databaseUrl?: (uid: string) => string;
  /**
  * How often this client renews its lease, in milliseconds, from 1,000 to 3,600,000 (an hour). Each renewal is one small write. The value
  * has to be less than half of the function's parameter `PRESENCE_LEASE_SECONDS`. Otherwise the sweeper removes living connections.
  * Default: 30,000.
  */
  renewalMs?: number;
  /**
  * After how many milliseconds without input this client is idle, 1,000 or more. A hidden tab is idle after ten seconds. A user is away
  * when all devices are idle. With `Infinity`, or more than the 24 days that a timer can hold, only `setActive` makes the client idle.
  * Default: 300,000 (five minutes).
  */
  idleAfterMs?: number;
  /** True: the client watches and announces no user, for an administrator's dashboard. It cannot join rooms. Default: false. */
  watchOnly?: boolean;
}
/** Presence of one Firebase app. Get it from `getPresence`, and pass it to the functions of this package. */
interface Presence {
  readonly app: FirebaseApp;
}
/** The settings of the signed-in user. They apply to all of the user's devices. */
interface MySettings {
  /** Default: `available`. */
  readonly availability: ChosenAvailability;
  /** Null if the user has none, or if it has expired. */
  readonly customStatus: CustomStatus | null;
  /** True if the user hides from others when they were last seen. Default: false. */
  readonly lastSeenHidden: boolean;
}
/** A room: a place where users are together, such as a channel, a document or a game. Get it from {@link getRoom}. */
interface Room<Data = unknown> {
  readonly presence: Presence;
  readonly id: string;
  /** The type of the member data. It never has a value. */
  readonly data?: Data;
}
/** The options of {@link formatLastSeen}. */
interface LastSeenOptions {
  /** A BCP 47 tag such as `de` or `zh-Hans`. Default: the browser's. */
  locale?: string;
  /** The time to count from, by the same clock as `lastSeen`. Default: now, by this client's estimate of the server's clock. */
  now?: Date;
}
/**
* Compares two statuses for `sort`: online users first, then the most recently seen, and users who were never online last.
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
/** The users who are online. */
interface OnlineUsers {
  /** All users who are online, sorted by uid. */
  readonly users: UserStatus[];
  /** The uids that were added since the last call. Empty until the server's first answer, because those users were online before. */
  readonly joined: string[];
  /** The uids that were removed since the last call. */
  readonly left: string[];
  /** True if this client is offline, or the server has not answered yet. The list may be out of date. */
  readonly fromCache: boolean;
}
/** The options of {@link onOnlineUsersChanged}. */
interface OnlineUsersOptions {
  /** How many milliseconds a user has to be offline before `left` has the uid. Default: 0, because the mirror waits for a grace period. */
  settleMs?: number;
  /** The largest number of users. Each user costs a document read. Default: no limit. */
  limit?: number;
}
/** A user in a {@link TestWorld}. Each function takes effect before it returns. */
interface TestUser {
  readonly uid: string;
  /** @param device the name of a device; a user can have several. Default: `phone` */
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
  /** The uid of the user who is signed in on this client. Null while no user is signed in. */
  readonly me: string | null;
  /** Moves the clock forward: typing ends, custom statuses expire, "just now" becomes "a minute ago". */
  advanceTime(milliseconds: number): void;
  /**
  * Returns the user with this uid.
  *
  * @throws `presence/invalid-uid` if no user can have this id
  */
  user(uid: string): TestUser;
  /**
  * Signs in on this client, and connects if it has a network.
  *
  * @throws `presence/invalid-uid` if no user can have this id
  */
  signIn(uid: string): void;
  /** Signs out on this client. Its listeners wait for the next sign-in. */
  signOut(): void;
  /** Takes the network away from this client. The client then shows its cache. */
  loseConnection(): void;
  restoreConnection(): void;
  /**
  * Calls the error callback of every listener, as when the security rules are not deployed.
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