import { type LeasePlace, leasePath, TIME_TO_LIVE_SECONDS } from '@firebase-presence/contract';
import { expect } from 'vitest';
import { sweep } from '../../functions/src/sweeper.ts';
import * as suite from '../kit/suite.ts';

/*
 * No two people come or go at the same moment: of two watched documents that change together, Google's Firestore emulator
 * (1.19.9) tells a web client only one, while the server of Firebase tells both.
 */

/** Resolves when the server says that somebody is online: whoever opens a tab waits for that. */
export function isOnline(someone: { uid: string }): Promise<void> {
  return isSaidToBe(someone, 'online');
}

/** Resolves when the server says that somebody is offline: whoever is watched waits for that before the next test begins. */
export function isOffline(someone: { uid: string }): Promise<void> {
  return isSaidToBe(someone, 'offline');
}

/** As if nothing had been heard of a connection for longer than any lease lasts, and the sweeper came by. */
export async function leaseRunsOut({ uid, slot }: LeasePlace): Promise<void> {
  const { database } = suite.admin();
  await database.ref(leasePath(uid, slot)).update({ at: 1 });
  // Not the scheduled function: the emulators would wait at their end for the minute that it takes.
  await sweep(database.ref(), Date.now(), TIME_TO_LIVE_SECONDS * 1000);
}

async function isSaidToBe({ uid }: { uid: string }, state: 'online' | 'offline'): Promise<void> {
  const document = suite.admin().firestore.collection('status').doc(uid);
  await expect.poll(async () => (await document.get()).get('state')).toBe(state);
}
