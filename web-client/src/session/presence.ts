import { type FirebaseApp, getApp, registerVersion } from 'firebase/app';
import type { Auth } from 'firebase/auth';
import { version } from '../../package.json';
import { invalidArgument, PresenceError, stopped } from '../core/index.ts';
import type { PresenceOptions } from './options.ts';
import { type Presence, PresenceInstance } from './presence-instance.ts';

const instances = new WeakMap<FirebaseApp, PresenceInstance>();

/** Marks an app that has presence. Each copy of this package has its own `instances`, and all copies read this mark. */
const MARK = Symbol.for('firebase-presence');

/**
 * Not public: returns the instance of an app. Both entries of the package call it.
 *
 * @param authOf `getAuth`. This file does not import it, because a bundler could then not leave it out.
 */
export function presenceIn(
  given: FirebaseApp,
  authOf: (app: FirebaseApp) => Auth,
  options: PresenceOptions | undefined,
): PresenceInstance {
  const app = modularApp(given);
  const existing = instances.get(app);
  if (existing) {
    existing.assertSameOptions(options);
    return existing;
  }
  assertNoOtherCopy(app);
  registerVersion('firebase-presence', version);
  const instance = new PresenceInstance(app, authOf, options ?? {});
  instances.set(app, instance);
  Object.defineProperty(app, MARK, { value: version, configurable: true });
  return instance;
}

/** Not public: returns the instance of the app of an Auth. @throws `presence/invalid-argument` */
export function presenceWith(auth: Auth, options: PresenceOptions | undefined): PresenceInstance {
  if (typeof auth !== 'object' || auth === null || !('app' in auth)) {
    throw invalidArgument(
      `The first argument of initializePresence is ${String(auth)}. Pass what initializeAuth or getAuth returned.`,
    );
  }
  return presenceIn(auth.app, () => auth, options);
}

/** Two copies of this package would show one client as two. */
function assertNoOtherCopy(app: FirebaseApp): void {
  if (!(MARK in app)) return;
  throw new PresenceError(
    'presence/already-initialized',
    `Another copy of firebase-presence (${app[MARK]}) has started presence for the app '${app.name}'. Check that \`npm ls firebase-presence\` shows one version, and that all of your code loads it the same way, with import or with require.`,
  );
}

/** Returns the modular app. An app of `firebase/compat` has the same type and is another object. */
function modularApp(given: FirebaseApp): FirebaseApp {
  if ('settings' in given) {
    throw invalidArgument(
      'getPresence got an app of initializeServerApp. A server that renders a page is not a client of the user. Call getPresence in the browser, and use firebase-presence/server on the server.',
    );
  }
  let known: FirebaseApp | undefined;
  let problem: unknown;
  try {
    known = getApp(given.name);
  } catch (error) {
    problem = error;
  }
  if (known !== undefined && (known === given || ('_delegate' in given && given._delegate === known))) return known;
  // Without the name of the app: a deleted app throws when its name is read.
  throw invalidArgument(
    `getPresence got an app that was deleted, that a proxy wraps, or that another copy of firebase has made. Pass what initializeApp returned. Check that \`npm ls firebase\` shows one version, and that all of your code loads it the same way, with import or with require.`,
    problem,
  );
}

/**
 * Removes this client's connection until {@link resumePresence}. Others see the user offline without the grace period, unless another tab
 * or device is connected. The pause also ends when the user signs out or another user signs in. An app can start paused: a pause before
 * Authentication has restored the sign-in applies to the restored user.
 *
 * @returns resolves when the Realtime Database has acknowledged the removal or is unreachable, after five seconds at the latest
 * @throws (rejects) `presence/permission-denied` if the security rules refuse it
 *
 * @example
 * await pausePresence(presence); // offline on this device, and still signed in
 */
export function pausePresence(presence: Presence): Promise<void> {
  return instanceOf(presence).pause();
}

/**
 * Announces the user again after {@link pausePresence}. Does nothing if presence is not paused.
 *
 * @throws `presence/watch-only` if `getPresence` was called with `watchOnly`
 *
 * @example
 * await pausePresence(presence);
 * resumePresence(presence);
 */
export function resumePresence(presence: Presence): void {
  instanceOf(presence).resume();
}

/**
 * Ends presence in this client: removes the connection and stops following Authentication. Listeners to the statuses of users stay.
 * Call it before `deleteApp`. A later `getPresence` starts again.
 *
 * @example
 * await stopPresence(presence);
 */
export async function stopPresence(presence: Presence): Promise<void> {
  const instance = instanceOf(presence);
  instances.delete(instance.app);
  Reflect.deleteProperty(instance.app, MARK);
  await instance.stop();
}

/**
 * Not public: returns the instance behind the {@link Presence} that an app passes in.
 *
 * @throws `presence/invalid-argument`, `presence/stopped`
 */
export function instanceOf(presence: Presence): PresenceInstance {
  if (!(presence instanceof PresenceInstance)) {
    throw invalidArgument(
      `The first argument is ${String(presence)}, not a Presence. Pass what getPresence(app) of the same copy of firebase-presence returned.`,
    );
  }
  if (presence.stopped) throw stopped();
  return presence;
}
