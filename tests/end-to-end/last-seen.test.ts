import { doc, setDoc } from 'firebase/firestore';
import { Timestamp } from 'firebase-admin/firestore';
import { type Presence, pausePresence, resumePresence, setAvailability, setLastSeenHidden } from 'firebase-presence';
import { expect, test } from 'vitest';
import { rulesWithDemo } from '../../demo/rules.ts';
import { newProject } from '../kit/new-project.ts';
import * as suite from '../kit/suite.ts';
import { isConnected, newDevice, node, person, statusesSeen, watch } from '../kit/users/index.ts';

test('a user who hides last seen shows the time of that choice, and still the state', async () => {
  const [alice, bob] = [person('alice'), person('bob')];
  const watcher = await bob.opensTab();
  const statuses = statusesSeen(watcher.presence, alice.uid);
  await expect.poll(() => statuses.at(-1)?.state).toBe('offline');
  const tab = await alice.opensTab();
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online' });
  const cameAt = statuses.at(-1)?.lastChanged?.getTime() ?? 0;
  await setLastSeenHidden(tab.presence, true);
  await expect.poll(() => statuses.at(-1)?.lastChanged?.getTime() ?? 0).toBeGreaterThan(cameAt);
  const chosenAt = statuses.at(-1)?.lastChanged;
  await tab.closes();
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'offline', lastChanged: chosenAt });
  const again = await alice.opensTab();
  await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'online', lastChanged: chosenAt });
  const hidden = statuses.slice(
    statuses.findIndex(({ lastChanged }) => lastChanged?.getTime() === chosenAt?.getTime()),
  );
  expect(new Set(hidden.map(({ lastChanged }) => lastChanged?.getTime()))).toEqual(new Set([chosenAt?.getTime()]));

  await setLastSeenHidden(again.presence, false);
  await again.closes();
  await expect.poll(() => statuses.at(-1)?.state).toBe('offline');
  await expect.poll(async () => statuses.at(-1)?.lastChanged?.getTime()).toBe((await node(alice))?.last_changed);
});

test('the status document of a user who hides last seen holds no other time', async () => {
  const alice = person('alice');
  const seen = watch(alice);
  const tab = await alice.opensTab();
  await setLastSeenHidden(tab.presence, true);
  await tab.closes();
  await seen.sees('offline');
  expect(Object.keys(seen.documents.at(-1) ?? {}).sort()).toEqual(['last_changed', 'state']);
  expect(seen.lastChanged).toBeLessThan(Number((await node(alice))?.last_changed));
});

const choices: [string, string, (presence: Presence) => Promise<void>][] = [
  ['hides nothing', 'online', async () => undefined],
  ['hides last seen', 'offline', (presence) => setLastSeenHidden(presence, true)],
  ['is invisible', 'offline', (presence) => setAvailability(presence, 'invisible')],
];

test.each(choices)('when a user who %s resumes, the client leaves the status document %s', async (_, state, choose) => {
  const alice = person('alice');
  // What changes there was written by a client, because no function runs.
  const { projectId, firestore } = await newProject('clients', rulesWithDemo());
  const device = newDevice({ projectId, databaseURL: suite.DATABASE_URL });
  const { presence } = await alice.opensTab(undefined, device);
  const document = firestore.doc(`status/${alice.uid}`);
  await expect.poll(async () => (await document.get()).get('state')).toBe('online');
  await choose(presence);
  await pausePresence(presence);
  await document.set({ state: 'offline', last_changed: Timestamp.fromMillis(0) });
  resumePresence(presence);
  await isConnected(presence);
  // The writes of a client arrive in order.
  await setDoc(doc(device.firestore, 'demo_names', alice.uid), { name: 'Alice', simulated: false });
  expect((await document.get()).get('state')).toBe(state);
});
