import { ours, type System, sample } from '../../tests/kit/systems/index.ts';
import { startOurs } from '../../tests/kit/users/index.ts';
import { floor } from './floor.ts';

/** Longer than anything here. */
const RENEWAL_MS = 600_000;

/** Without a grace period and without the least time between two changes of a document, which are choices and not speeds. */
const oursAtOnce: System = {
  ...ours({ graceMs: 0, intervalMs: 0 }),
  startClient: (device, uid) => startOurs(device, uid, { renewalMs: RENEWAL_MS }),
};

export const FIREBASE_SYSTEMS: readonly System[] = [oursAtOnce, sample, floor];
