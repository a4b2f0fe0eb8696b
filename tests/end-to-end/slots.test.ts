import { getAuth } from 'firebase-admin/auth';
import {
  type ConnectionState,
  getPresence,
  onConnectionStateChanged,
  type PresenceError,
  pausePresence,
} from 'firebase-presence';
import { expect, onTestFinished, test, vi } from 'vitest';
import { MAX_CONNECTIONS } from '../../contract/index.ts';
import { deployed } from '../kit/deployed.ts';
import { newInstance } from '../kit/new-instance.ts';
import * as suite from '../kit/suite.ts';
import { connections, type Device, newDevice, person, places, signInAs, type Tab } from '../kit/users/index.ts';

const RULES = deployed('database.rules.json');

test('two tabs that claim the same slot at once are both connected', async () => {
  const alice = person('alice');
  const random = vi.spyOn(Math, 'random').mockReturnValue(0.5);
  onTestFinished(() => random.mockRestore());
  await Promise.all([alice.opensTab(), alice.opensTab(), alice.opensTab()]);
  const slots = (await places(alice)).map(({ slot }) => slot);
  expect(new Set(slots).size).toBe(3);
});

test('a client that reconnects keeps its slot', async () => {
  const alice = person('alice');
  const tab = await alice.opensTab();
  const [before] = await places(alice);
  tab.losesConnection();
  tab.regainsConnection();
  await tab.isConnected();
  const [after] = await places(alice);
  expect(after?.slot).toBe(before?.slot);
  expect(after?.id).not.toBe(before?.id);
});

test('the 33rd tab gets presence/too-many-connections, and connects when another tab closes', async () => {
  const alice = person('alice');
  const tabs: Tab[] = [];
  for (let index = 0; index < MAX_CONNECTIONS; index++) tabs.push(await alice.opensTab());
  const device = await alice.opensDevice();
  const { states, errors } = follows(device);
  await expect.poll(() => errors).toEqual([expect.objectContaining({ code: 'presence/too-many-connections' })]);
  expect(states.at(-1)).toBe('connecting');
  await tabs[7]?.closes();
  await expect.poll(() => states.at(-1)).toBe('connected');
  expect(errors).toHaveLength(1);
  expect(await connections(alice)).toHaveLength(MAX_CONNECTIONS);
});

test('a paused tab makes space for another tab', async () => {
  const alice = person('alice');
  const tab = await alice.opensTab();
  await pausePresence(tab.presence);
  await alice.opensTab();
  expect(await connections(alice)).toHaveLength(1);
});

test('a user who gets the required claim with a later token connects then', async () => {
  const alice = person('alice');
  const { databaseUrl } = await newInstance('claims', onlyWith('auth.token.member === true'));
  const device = newDevice();
  await signInAs(device, alice.uid);
  const { states, errors } = follows(device, databaseUrl);
  await expect.poll(() => errors.map(({ code }) => code)).toContain('presence/permission-denied');
  await getAuth(suite.admin().app).setCustomUserClaims(alice.uid, { member: true });
  await device.auth.currentUser?.getIdToken(true);
  await expect.poll(() => states.at(-1)).toBe('connected');
  // At most once for each of the announcement, the own node and the settings.
  expect(errors.length).toBeLessThanOrEqual(3);
});

test('a user who signed in before the rules were deployed connects by itself after that', async () => {
  const alice = person('alice');
  const { databaseUrl, deploys } = await newInstance('claims', onlyWith('false'));
  const device = newDevice();
  await signInAs(device, alice.uid);
  const { states, errors } = follows(device, databaseUrl);
  await expect.poll(() => errors.map(({ code }) => code)).toContain('presence/permission-denied');
  await deploys(RULES);
  await expect.poll(() => states.at(-1)).toBe('connected');
});

test('a connected user whom the rules begin to reject gets the state disconnected', async () => {
  const alice = person('alice');
  const { databaseUrl, deploys, database } = await newInstance('rules');
  const device = newDevice();
  await signInAs(device, alice.uid);
  const { states, errors } = follows(device, databaseUrl);
  await expect.poll(() => states.at(-1)).toBe('connected');
  // The first write rule is that of /status/{uid}.
  const closed = RULES.replace('".write": "auth', '".write": "false && auth');
  expect(closed).not.toBe(RULES);
  await deploys(closed);
  await database.ref(`status/${alice.uid}`).remove();
  await expect.poll(() => states.at(-1)).toBe('disconnected');
  expect(errors.map(({ code }) => code)).toEqual(['presence/permission-denied']);
  await deploys(RULES);
  await expect.poll(() => states.at(-1)).toBe('connected');
});

/** The rules, with a condition that every user has to meet. */
function onlyWith(condition: string): string {
  return RULES.replaceAll('auth != null && ', `auth != null && ${condition} && `);
}

function follows({ app }: Device, databaseUrl?: () => string): { states: ConnectionState[]; errors: PresenceError[] } {
  const states: ConnectionState[] = [];
  const errors: PresenceError[] = [];
  const presence = getPresence(app, databaseUrl && { databaseUrl });
  onTestFinished(
    onConnectionStateChanged(
      presence,
      (state) => states.push(state),
      (error) => errors.push(error),
    ),
  );
  return { states, errors };
}
