import { setTimeout as wait } from 'node:timers/promises';
import { onlyHandlers } from '../../tests/kit/functions/index.ts';
import { ours, type System, sample } from '../../tests/kit/systems/index.ts';
import { startOurs } from '../../tests/kit/users/index.ts';
import { floor } from './floor.ts';

/** Longer than the measurement. */
const RENEWAL_MS = 600_000;

/** Without the grace period and without the minimum time between two changes of a document, because both are chosen delays. */
const oursAtOnce: System = {
  ...ours({ graceMs: 0, intervalMs: 0 }),
  startClient: (device, uid) => startOurs(device, uid, { renewalMs: RENEWAL_MS }),
};

export const FIREBASE_SYSTEMS: readonly System[] = [oursAtOnce, sample, floor];

/** Longer than a client needs to write to Firestore itself. */
const LATE_MS = 1000;

/** The systems whose client writes to Firestore too, with a function that runs a second after the change. */
export const LATE_SYSTEMS: readonly System[] = [oursAtOnce, sample].map((system) => ({
  ...system,
  deploys: (services) => {
    const functions = system.deploys(services);
    return onlyHandlers(async (event) => {
      await wait(LATE_MS);
      await functions.handles(event);
    });
  },
}));
