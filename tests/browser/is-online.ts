import { expect } from 'vitest';
import * as suite from '../suite.ts';

/**
 * Resolves when the server says that somebody is online. Whoever opens a tab waits for that, so that no two people arrive at
 * the same moment: of two watched documents that change together, Google's Firestore emulator (1.19.9) tells a web client only
 * one, while the server of Firebase tells both.
 */
export async function isOnline({ uid }: { uid: string }): Promise<void> {
  const document = suite.admin().firestore.collection('status').doc(uid);
  await expect.poll(async () => (await document.get()).get('state')).toBe('online');
}
