import { expect, test } from 'vitest';
import { Spoilt } from './spoilt.ts';
import { untilReceived, type Watched, Wrong } from './until-received.ts';

const AT_ONCE = { log: () => undefined, limitMs: 0 };

/** A user, with the state that the watcher received and the state in the document. */
function user(received: string, stored: string): Watched {
  return { uid: 'alice', state: received, stored: async () => stored };
}

test('the wait ends when the watcher receives the state', async () => {
  await untilReceived(user('online', 'online'), 'online', AT_ONCE);
});

test('an update that is stored and not received counts as lost by the emulator', async () => {
  const received = untilReceived(user('offline', 'online'), 'online', AT_ONCE);
  await expect(received).rejects.toBeInstanceOf(Spoilt);
  await expect(received).rejects.toThrow('lost an update: alice is stored as online');
});

test('an update that is not stored is a fault of the system', async () => {
  const received = untilReceived(user('offline', 'offline'), 'online', AT_ONCE);
  await expect(received).rejects.toBeInstanceOf(Wrong);
  await expect(received).rejects.toThrow('did not receive online: the document has offline');
});
