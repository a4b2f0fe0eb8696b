import { type FirebaseApp, getApp, registerVersion } from 'firebase/app';
import { version } from '../../package.json';
import { invalidArgument, PresenceError } from '../core/index.ts';
import { type Presence, PresenceInstance } from './instance.ts';
import type { PresenceOptions } from './options.ts';

const instances = new WeakMap<FirebaseApp, PresenceInstance>();

/** Not public: what both entries of the package begin with. */
export function presenceIn(given: FirebaseApp, options: PresenceOptions | undefined): PresenceInstance {
  const app = modularApp(given);
  const existing = instances.get(app);
  if (existing) {
    existing.assertSameOptions(options);
    return existing;
  }
  registerVersion('firebase-presence', version);
  const instance = new PresenceInstance(app, options ?? {});
  instances.set(app, instance);
  return instance;
}

/** What `firebase/compat` calls an app has the same type, and is another object than the one that all else in the page has. */
function modularApp(given: FirebaseApp): FirebaseApp {
  if ('settings' in given) {
    throw invalidArgument(
      'getPresence got an app of initializeServerApp. A server that renders a page for a user is not a device of that user: call getPresence in the browser, and firebase-presence/server on the server.',
    );
  }
  try {
    return getApp(given.name);
  } catch (error) {
    throw invalidArgument(
      'getPresence got an app that was deleted, or that another copy of firebase has made. Call initializeApp again, and check that `npm ls firebase` shows one version.',
      error,
    );
  }
}

/**
 * Takes this device out: the user is offline unless another device or tab is there, without waiting for the grace period.
 * Lasts until {@link enter}, or until the user signs out or another one signs in. Before Authentication has restored a sign-in,
 * it is meant for the user whom it is about to restore: an app can start absent.
 *
 * @returns resolves when the server has acknowledged it, or cannot be reached and so will notice by itself; after five
 *   seconds at the latest
 * @throws (rejects) `presence/permission-denied` if the security rules refuse it
 *
 * @example
 * await leave(presence); // offline on this device, and still signed in
 */
export function leave(presence: Presence): Promise<void> {
  return instanceOf(presence).leave();
}

/**
 * Makes this device present again after {@link leave}. Does nothing if it is.
 *
 * @example
 * await leave(presence);
 * enter(presence);
 */
export function enter(presence: Presence): void {
  instanceOf(presence).enter();
}

/**
 * Ends presence on this device for good: leaves, and follows nobody any more. Listeners that watch others stay. To be
 * called before `deleteApp`; a later `getPresence` starts anew.
 *
 * @example
 * await stopPresence(presence);
 */
export async function stopPresence(presence: Presence): Promise<void> {
  const instance = instanceOf(presence);
  instances.delete(instance.app);
  await instance.stop();
}

/** Not public: what stands behind the {@link Presence} that an app passes in. */
export function instanceOf(presence: Presence): PresenceInstance {
  if (!(presence instanceof PresenceInstance)) {
    throw invalidArgument(
      `The first argument is ${String(presence)}, not a Presence. Pass what getPresence(app) returned.`,
    );
  }
  if (presence.stopped) {
    throw new PresenceError(
      'presence/stopped',
      'This Presence was ended by stopPresence. Call getPresence(app) again for a new one.',
    );
  }
  return presence;
}
