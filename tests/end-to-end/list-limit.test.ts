import { readFileSync } from 'node:fs';
import { FieldValue } from 'firebase-admin/firestore';
import {
  getOnlineCount,
  getStatuses,
  type OnlineUsers,
  onOnlineUsersChanged,
  onStatusChanged,
  onStatusesChanged,
  type PresenceError,
  type UserStatus,
} from 'firebase-presence';
import { expect, test } from 'vitest';
import { deployed } from '../kit/deployed.ts';
import { newProject } from '../kit/new-project.ts';
import * as suite from '../kit/suite.ts';
import { newDevice, person, type Tab, valuesOf } from '../kit/users/index.ts';

const LIMIT = 1000;

test('the list limit of docs/5 allows single statuses, contacts and a list with a limit', async () => {
  const { presence, person: alice } = await tabWithListLimit();
  const one = valuesOf<UserStatus | null>((next, error) => onStatusChanged(presence, alice.uid, next, error));
  await expect.poll(() => one.at(-1)?.state).toBe('online');
  const uids = [alice.uid, ...Array.from({ length: 40 }, (_, index) => person(`stranger${index}`).uid)];
  expect((await getStatuses(presence, uids))[0]?.state).toBe('online');
  const contacts = valuesOf<readonly UserStatus[]>((next, error) => onStatusesChanged(presence, uids, next, error));
  await expect.poll(() => contacts.at(-1)?.[0]?.state).toBe('online');
  const online = valuesOf<OnlineUsers>((next, error) => onOnlineUsersChanged(presence, next, error, { limit: LIMIT }));
  await expect.poll(() => online.at(-1)?.users.map(({ uid }) => uid)).toContain(alice.uid);
  expect(online.at(-1)?.atLimit).toBe(false);
  const team = valuesOf<OnlineUsers>((next, error) => onOnlineUsersChanged(presence, next, error, { uids }));
  await expect.poll(() => team.at(-1)?.users.map(({ uid }) => uid)).toEqual([alice.uid]);
  const full = valuesOf<OnlineUsers>((next, error) => onOnlineUsersChanged(presence, next, error, { limit: 1 }));
  await expect.poll(() => full.at(-1)).toMatchObject({ users: [{ uid: alice.uid }], atLimit: true });
});

test('the list limit of docs/5 rejects a list without a limit, a larger one and the count', async () => {
  const { presence } = await tabWithListLimit();
  for (const options of [{}, { limit: LIMIT + 1 }]) {
    const refused = new Promise<PresenceError>((resolve) => {
      onOnlineUsersChanged(presence, () => undefined, resolve, options);
    });
    expect((await refused).code).toBe('presence/permission-denied');
  }
  await expect(getOnlineCount(presence)).rejects.toMatchObject({ code: 'presence/permission-denied' });
});

/** A tab with a Firestore whose rules are changed as the page shows. No function runs for it, so the test writes the status document. */
async function tabWithListLimit(): Promise<Tab> {
  const page = read('docs/5-rules-and-privacy.md');
  const [, limited] = /```\n(allow get: [^`]*)```/.exec(page) ?? [];
  if (limited === undefined) throw new Error('docs/5 has no block that begins with "allow get"');
  const rules = deployed('firestore.rules').replace('allow read: if request.auth != null;', limited);
  const { projectId, firestore } = await newProject('limited', rules);
  const alice = person('alice');
  const status = { state: 'online', last_changed: FieldValue.serverTimestamp() };
  await firestore.doc(`status/${alice.uid}`).set(status);
  return alice.opensTab(undefined, newDevice({ projectId, databaseURL: suite.DATABASE_URL }));
}

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}
