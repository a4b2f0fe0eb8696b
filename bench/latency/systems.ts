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
