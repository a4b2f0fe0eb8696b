import { expect, test } from 'vitest';
import { Spoilt } from './spoilt.ts';
import { untilTold, type Watched, Wrong } from './told.ts';

const AT_ONCE = { say: () => undefined, limitMs: 0 };

/** A user of whom a watcher and the document say this. */
function user(told: string, stored: string): Watched {
  return { uid: 'alice', state: told, stored: async () => stored };
}

test('a watcher who is told ends the wait', async () => {
  await untilTold(user('online', 'online'), 'online', AT_ONCE);
});

test('an update that is stored and not told is one that the emulator lost', async () => {
  const told = untilTold(user('offline', 'online'), 'online', AT_ONCE);
  await expect(told).rejects.toBeInstanceOf(Spoilt);
  await expect(told).rejects.toThrow('lost an update: alice is stored as online');
});

test('an update that is not stored is a fault of the system', async () => {
  const told = untilTold(user('offline', 'offline'), 'online', AT_ONCE);
  await expect(told).rejects.toBeInstanceOf(Wrong);
  await expect(told).rejects.toThrow('was not told online: the document says offline');
});
