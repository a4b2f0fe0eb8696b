import { type Status, storedPublicStatus } from '@firebase-presence/contract';
import { expect, test, vi } from 'vitest';
import { instanceAt } from '../../functions/src/databases.ts';
import { KnownVersions } from '../../functions/src/known-versions.ts';
import { publicStatus } from '../../functions/src/public-status.ts';
import { newPublicVersion } from '../../functions/src/public-version.ts';
import type { Rest } from '../../functions/src/rest.ts';
import { rest } from '../kit/functions/index.ts';
import { newInstance } from '../kit/new-instance.ts';
import * as suite from '../kit/suite.ts';

/*
 * Writes of a public status name the version that they replace.
 */

const offline: Status = { state: 'offline', lastChanged: 1000, availability: 'available', custom: null };
const online: Status = { ...offline, state: 'online', lastChanged: 2000 };

async function place(uid = 'alice') {
  const instance = await newInstance('public');
  const answers: Response[] = [];
  const recorded: Rest = async (...request) => {
    const answer = await rest(...request);
    answers.push(answer);
    return answer;
  };
  const worker = () => publicStatus({ instance, uid, rest: recorded }, new KnownVersions());
  const node = instance.root.child(`presence/public/${uid}`);
  return { instance, worker, node, answers, stored: async () => (await node.get()).val() };
}

test('replace() fails when the content has changed and is the same again', async () => {
  const { worker, node, stored } = await place();
  await node.set(storedPublicStatus(offline, 'v'));
  const stalled = await worker().read();
  for (const next of [online, offline]) expect(await (await worker().read()).replace(next)).toBe(true);
  expect(await stalled.replace(online)).toBe(false);
  expect(await stored()).toMatchObject({ state: 'offline' });
});

test('replace() creates a public status only if there is none', async () => {
  const { worker, stored } = await place();
  const [one, other] = await Promise.all([worker().read(), worker().read()]);
  expect(await one.replace(online)).toBe(true);
  expect(await other.replace(offline)).toBe(false);
  expect(await stored()).toEqual({
    state: 'online',
    last_changed: 2000,
    v: expect.stringMatching(/^[0-9a-z]{10}$/),
  });
});

test('a worker replaces what it wrote without reading it', async () => {
  const { worker, stored } = await place();
  const document = worker();
  expect(await (await document.read()).replace(online)).toBe(true);
  const known = document.recall();
  expect(known?.status).toEqual(online);
  expect(await known?.replace(offline)).toBe(true);
  expect(await stored()).toMatchObject({ state: 'offline' });
});

test('the age of a public status is the time since a worker wrote it', async () => {
  const { worker, node } = await place();
  expect((await worker().read()).ageMs()).toBe(Number.POSITIVE_INFINITY);
  await node.set(storedPublicStatus(offline, newPublicVersion(Date.now() - 60_000)));
  const age = (await worker().read()).ageMs();
  expect(age).toBeGreaterThanOrEqual(59_000);
  expect(age).toBeLessThan(120_000);
  expect(await (await worker().read()).replace(online)).toBe(true);
  expect((await worker().read()).ageMs()).toBeLessThan(60_000);
});

test('the answer to a write has no body, and names the new version', async () => {
  const { worker, answers } = await place();
  const document = worker();
  expect(await (await document.read()).replace(online)).toBe(true);
  const answer = answers.at(-1);
  expect(answer?.status).toBe(204);
  expect(answer?.headers.get('ETag')).toMatch(/.{20}/);
});

test('a worker that does not receive the name of its version reads the status before the next write', async () => {
  const { instance, stored } = await place();
  const unnamed: Rest = async (at, path, request) => {
    const answer = await rest(at, path, request);
    return request.method === 'PUT' ? new Response(null, { status: answer.status }) : answer;
  };
  const document = publicStatus({ instance, uid: 'alice', rest: unnamed }, new KnownVersions());
  expect(await (await document.read()).replace(online)).toBe(true);
  expect(document.recall()).toBeNull();
  expect(await (await document.read()).replace(offline)).toBe(true);
  expect(await stored()).toMatchObject({ state: 'offline' });
});

test('a uid with a percent sign and other characters has its own public status', async () => {
  const uid = 'a%2fb? ü"&😀';
  const { worker, stored } = await place(uid);
  expect(await (await worker().read()).replace(online)).toBe(true);
  expect(await stored()).toMatchObject({ state: 'online' });
  expect((await worker().read()).status).toEqual(online);
});

test('what an operator wrote by hand is replaced', async () => {
  const { worker, node, stored } = await place();
  for (const value of ['by hand', { state: 'online' }, { state: 'online', last_changed: 1 }]) {
    await node.set(value);
    expect(await (await worker().read()).replace(online)).toBe(true);
    expect(await stored()).toMatchObject({ state: 'online', last_changed: 2000 });
  }
});

test('a request that the database refuses is an error with its status', async () => {
  const instance = instanceAt(suite.admin().app, suite.DATABASE_URL);
  const refused = vi.fn(async () => new Response('{"error":"Permission denied"}', { status: 401 }));
  const document = publicStatus({ instance, uid: 'alice', rest: refused }, new KnownVersions());
  await expect(document.read()).rejects.toThrow('Cannot read /presence/public/alice: status 401.');
});
