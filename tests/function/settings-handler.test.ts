import { DataSnapshot } from 'firebase-functions/v2/database';
import { expect, test, vi } from 'vitest';
import { handleSettingsChange, type UserEvent } from '../../functions/src/handlers.ts';
import { newInstance } from '../kit/new-instance.ts';

/*
 * The handler of a change of settings, as it is deployed.
 */

const NOW = 1_000_000;
const SEAT = 'a-seat-in-the-lobby-';
const invisible = { availability: { value: 'invisible', at: NOW }, last_changed: NOW };

test('a user who turns invisible leaves all rooms, although the status cannot be written', async () => {
  const { root, url } = await newInstance('settings');
  await root.update({
    'presence/settings/alice': invisible,
    'presence/leases/alice:00': { id: 'tab1----------------', at: NOW, rooms: { 0: { room: 'lobby', seat: SEAT } } },
    [`presence/rooms/lobby/alice/${SEAT}`]: { joined_at: NOW },
  });
  // Fails as an unreachable Firestore does, without the wait.
  vi.stubEnv('PRESENCE_COLLECTION', 'a/b');
  await expect(handleSettingsChange(settingsEvent(url, null, invisible))).rejects.toThrow('PRESENCE_COLLECTION');
  vi.unstubAllEnvs();
  expect((await root.child('presence/rooms').get()).val()).toBeNull();
});

function settingsEvent(url: string, before: unknown, after: unknown): UserEvent {
  const { hostname } = new URL(url);
  const [instance = '', ...host] = hostname.split('.');
  const ref = 'presence/settings/alice';
  return {
    specversion: '1.0',
    id: 'event',
    source: 'test',
    type: 'google.firebase.database.ref.v1.written',
    time: new Date(NOW).toISOString(),
    data: { before: new DataSnapshot(before, ref), after: new DataSnapshot(after, ref) },
    firebaseDatabaseHost: host.join('.'),
    instance,
    ref,
    location: 'us-central1',
    params: {},
    authType: 'app_user',
  };
}
