import { type LeasePlace, leasePath, TIME_TO_LIVE_SECONDS } from '@firebase-presence/contract';
import { expect } from 'vitest';
import { sweep } from '../../functions/src/sweeper.ts';
import * as suite from '../kit/suite.ts';

/*
 * Only one user at a time comes or goes. When two watched documents change together, Google's Firestore emulator (1.19.9) sends a web
 * client only one of them. The Firebase service sends both.
 */

/** Resolves when the status document has the state online. A test that opens a tab waits for that. */
export function isOnline(someone: { uid: string }): Promise<void> {
  return stateIs(someone, 'online');
}

/** Resolves when the status document has the state offline. A test waits for that before the next one begins. */
export function isOffline(someone: { uid: string }): Promise<void> {
  return stateIs(someone, 'offline');
}

/** Makes a lease older than any lease can be, and sweeps. */
export async function leaseExpires({ uid, slot }: LeasePlace): Promise<void> {
  const { database } = suite.admin();
  await database.ref(leasePath(uid, slot)).update({ at: 1 });
  // Not by the scheduled function: it takes a minute, and the emulators would wait for it at their end.
  await sweep(database.ref(), Date.now(), TIME_TO_LIVE_SECONDS * 1000);
}

async function stateIs({ uid }: { uid: string }, state: 'online' | 'offline'): Promise<void> {
  const document = suite.admin().firestore.collection('status').doc(uid);
  await expect.poll(async () => (await document.get()).get('state')).toBe(state);
}
