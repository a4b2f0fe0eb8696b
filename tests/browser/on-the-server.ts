import { askedPath, LATE_AFTER_SECONDS, type LeasePlace, leasePath } from '@firebase-presence/contract';
import type { DataSnapshot } from 'firebase-admin/database';
import { expect, onTestFinished } from 'vitest';
import { sweep } from '../../functions/src/sweeper.ts';
import * as suite from '../kit/suite.ts';
import { valuesOf } from '../kit/users/index.ts';

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

/** Makes a lease older than any lease can be, and sweeps as if the client had not answered. */
export async function leaseExpires({ uid, slot }: LeasePlace): Promise<void> {
  const { database } = suite.admin();
  await database.ref().update({
    [`${leasePath(uid, slot)}/at`]: 1,
    [askedPath(uid, slot)]: { at: 1, renewed_at: 1 },
  });
  // Not by the scheduled function: it takes a minute, and the emulators would wait for it at their end.
  await sweep(database.ref(), Date.now, LATE_AFTER_SECONDS * 1000);
}

/** Makes a lease late, and asks its client, as a tick does. Resolves when the client has renewed the lease. */
export async function clientAnswers({ uid, slot }: LeasePlace, renewedAt: number): Promise<void> {
  const { database } = suite.admin();
  const at = database.ref(`${leasePath(uid, slot)}/at`);
  await at.set(renewedAt);
  // A tick of the emulator may have asked already.
  await sweep(database.ref(), Date.now, LATE_AFTER_SECONDS * 1000);
  await expect.poll(async () => (await at.get()).val()).toBeGreaterThan(renewedAt);
}

/** Resolves when the client has renewed the lease so many times. */
export async function renewals({ uid, slot }: LeasePlace, count: number): Promise<void> {
  const at = suite.admin().database.ref(`${leasePath(uid, slot)}/at`);
  const times = new Set<unknown>();
  const listener = at.on('value', (time) => void times.add(time.val()));
  onTestFinished(() => at.off('value', listener));
  await expect.poll(() => times.size).toBeGreaterThan(count);
}

/**
 * Returns how the user went offline, each time from now on. The function shows a departure at once, and a loss only after the grace period.
 * The database says which of them it was, so a test need not compare times.
 */
export async function endsOfStay({ uid }: { uid: string }): Promise<() => ('departure' | 'loss')[]> {
  const node = suite.admin().database.ref(`status/${uid}`);
  const values = valuesOf<DataSnapshot>((next, error) => {
    const listener = node.on('value', next, error);
    return () => node.off('value', listener);
  });
  await expect.poll(() => values).not.toHaveLength(0);
  return () => values.filter((node, index) => isEnd(node, values[index - 1])).map(causeOf);
}

function isEnd(node: DataSnapshot, before: DataSnapshot | undefined): boolean {
  return before?.hasChild('connections') === true && !node.hasChild('connections');
}

function causeOf(end: DataSnapshot): 'departure' | 'loss' {
  const leftAt: unknown = end.child('left_at').val();
  return leftAt !== null && leftAt === end.child('last_changed').val() ? 'departure' : 'loss';
}

async function stateIs({ uid }: { uid: string }, state: 'online' | 'offline'): Promise<void> {
  const document = suite.admin().firestore.collection('status').doc(uid);
  await expect.poll(async () => (await document.get()).get('state')).toBe(state);
}
