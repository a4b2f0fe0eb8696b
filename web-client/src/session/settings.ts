import {
  type BudgetStep,
  type ChosenAvailability,
  fieldsOf,
  settingChange,
  settingsPath,
} from '@firebase-presence/contract';
import type { Unsubscribe } from 'firebase/auth';
import { child, get, ref, serverTimestamp, update } from 'firebase/database';
import {
  assertAvailability,
  type CustomStatus,
  type CustomStatusInput,
  customStatusOf,
  databaseError,
  ExpiryTimer,
  type PresenceError,
  serverClock,
  storedCustomStatus,
} from '../core/index.ts';
import { errorOf } from './connection-writes.ts';
import { instanceOf } from './presence.ts';
import type { Presence } from './presence-instance.ts';
import type { UserSession } from './user-session.ts';

/** The settings of the signed-in user. They apply to all of the user's devices. */
export interface MySettings {
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
 * @returns resolves when the Realtime Database has acknowledged the write. Without a connection it resolves when the client is connected
 *   again.
 * @throws (rejects) `presence/signed-out` if no user is signed in, or if the user signs out before the write, `presence/permission-denied` if
 *   the security rules refuse the write, `presence/too-many-changes` after 300 changes in 10 minutes. That limit does not apply to `invisible`.
 *
 * @example
 * await setAvailability(presence, 'busy');
 */
export async function setAvailability(presence: Presence, availability: ChosenAvailability): Promise<void> {
  assertAvailability(availability);
  const session = instanceOf(presence).currentSession();
  // The settings already show a change that the database has not accepted yet.
  const isPending = session !== null && latestChanges.get(session)?.get('availability')?.isPending === true;
  // A repeated choice writes nothing, because others could see the time of that write.
  if (!isPending && session?.settings.value?.availability === availability) return;
  await changeSetting(presence, 'availability', { value: availability, at: serverTimestamp() });
}

/**
 * Sets or removes the custom status of the signed-in user. Others see it until it expires, also while the user is offline.
 *
 * @param custom the new custom status; null removes it
 * @returns resolves when the Realtime Database has acknowledged the write
 * @throws (rejects) `presence/invalid-argument`, `presence/signed-out`, `presence/permission-denied`, `presence/too-many-changes`
 *
 * @example
 * await setCustomStatus(presence, { text: 'In a meeting', emoji: '📅', expiresAt: new Date(Date.now() + 3_600_000) });
 */
export async function setCustomStatus(presence: Presence, custom: CustomStatusInput | null): Promise<void> {
  if (custom === null) return changeSetting(presence, 'custom', null);
  const { text, emoji, expiresAt } = storedCustomStatus(custom, instanceOf(presence).now());
  await changeSetting(presence, 'custom', { text, emoji, expires_at: expiresAt, at: serverTimestamp() });
}

/**
 * Hides from others when the signed-in user was last seen, or shows it again. Others still see whether the user is online.
 *
 * @param hidden true hides it, false shows it
 * @returns resolves when the Realtime Database has acknowledged the write
 * @throws (rejects) `presence/signed-out`, `presence/permission-denied`, `presence/too-many-changes`
 *
 * @example
 * await setLastSeenHidden(presence, true);
 */
export async function setLastSeenHidden(presence: Presence, hidden: boolean): Promise<void> {
  await changeSetting(presence, 'last_seen', { hidden, at: serverTimestamp() });
}

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
export function onMySettingsChanged(
  presence: Presence,
  next: (settings: MySettings | null) => void,
  error?: (error: PresenceError) => void,
): Unsubscribe {
  const instance = instanceOf(presence);
  let last: string | null = null;
  let stopSession: Unsubscribe = () => undefined;
  const update = (): void => {
    const settings = mySettings(instance.session.value);
    expiry.watch(settings ? [settings] : [], instance.now());
    // The database also sends the times of the choices, which an app does not see.
    const text = JSON.stringify(settings);
    if (text === last) return;
    last = text;
    next(settings);
  };
  const expiry = new ExpiryTimer(update);
  let isStopped = false;
  const stop = instance.session.listen({
    next(session) {
      stopSession();
      stopSession = session?.settings.listen({ next: update, error }) ?? (() => undefined);
      if (session === null) update();
      // The app can remove the listener in the call that `settings.listen` makes.
      if (isStopped) stopSession();
    },
  });
  return () => {
    isStopped = true;
    stop();
    stopSession();
    expiry.stop();
  };
}

function mySettings(session: UserSession | null): MySettings | null {
  const settings = session?.settings.value;
  if (!settings) return null;
  return {
    availability: settings.availability,
    customStatus: customStatusOf(settings.custom, serverClock.now()),
    lastSeenHidden: settings.lastSeenHidden,
  };
}

type SettingName = 'availability' | 'custom' | 'last_seen';

/** A change of one setting. `done` resolves with false if a later call has changed the setting instead. */
interface Change {
  done: Promise<boolean>;
  isPending: boolean;
}

/** The latest change of each setting on this client. */
const latestChanges = new WeakMap<UserSession, Map<SettingName, Change>>();

/**
 * The database can refuse the first attempt, because it contains the wrong step of the budget. A later change can be accepted before the
 * second attempt, which must not replace it. Then this change ends as the later one.
 */
async function changeSetting(presence: Presence, name: SettingName, value: object | null): Promise<void> {
  await instanceOf(presence).withSession(async (session) => {
    const latest = latestChanges.get(session) ?? new Map<SettingName, Change>();
    const change: Change = { done: Promise.resolve(true), isPending: true };
    latestChanges.set(session, latest.set(name, change));
    change.done = writeSetting(session, name, value, () => latest.get(name) === change).finally(() => {
      change.isPending = false;
    });
    if (!(await change.done)) await latest.get(name)?.done;
  });
}

/** @param isLatest false when a later call has changed the same setting */
async function writeSetting(
  { uid, database, budget }: UserSession,
  name: SettingName,
  value: object | null,
  isLatest: () => boolean,
): Promise<boolean> {
  const root = ref(database);
  const write = (step: BudgetStep | null) => settingChange(uid, name, value, serverTimestamp(), step);
  // `invisible` costs no step of the budget, so that every user can become invisible. It costs one only if another tab has already chosen
  // it.
  const isFree = fieldsOf(value).value === 'invisible';
  try {
    if (isFree && (await errorOf(update(root, write(null)))) === null) return true;
    return await budget.spend('changes', {
      update: (step) => (isLatest() ? write(step) : null),
      isApplied: async () => isStored((await get(child(root, `${settingsPath(uid)}/${name}`))).val(), value),
    });
  } catch (error) {
    throw databaseError(error, `change the settings of user '${uid}'`);
  }
}

/** Compares a stored choice with a new one, without `at`, which the Realtime Database sets. */
function isStored(stored: unknown, value: object | null): boolean {
  if (value === null) return stored === null;
  const fields = fieldsOf(stored);
  return Object.entries(value).every(([name, chosen]) => name === 'at' || (fields[name] ?? null) === chosen);
}
