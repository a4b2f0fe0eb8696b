import {
  assertFails,
  assertSucceeds,
  initializeTestEnvironment,
  type RulesTestEnvironment,
  type TokenOptions,
} from '@firebase/rules-unit-testing';
import { equalTo, get, limitToFirst, onValue, orderByChild, query, ref, set, update } from 'firebase/database';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { emulatorAddress, freshNamespace, openClient, setRules } from './clients.ts';

const RULES = {
  users: {
    $uid: {
      '.read': 'auth.uid == $uid',
      '.write': 'auth != null && auth.uid === $uid',
      '.validate': "newData.hasChildren(['name'])",
      name: { '.validate': 'newData.isString() && newData.val().length <= 5' },
      at: { '.validate': 'newData.val() == now' },
      $other: { '.validate': false },
    },
  },
  staff: { '.read': 'auth.token.staff == true' },
  posts: {
    '.indexOn': 'owner',
    '.read': "query.orderByChild == 'owner' && query.equalTo == auth.uid && query.limitToFirst <= 10",
    $post: { '.write': "!data.exists() || data.child('owner').val() == auth.uid" },
  },
};

let environment: RulesTestEnvironment;

beforeAll(async () => {
  environment = await initializeTestEnvironment({
    projectId: freshNamespace(),
    database: { ...emulatorAddress(), rules: JSON.stringify({ rules: RULES }) },
  });
});

beforeEach(() => environment.clearDatabase());

afterAll(() => environment.cleanup());

function as(uid?: string, claims?: TokenOptions) {
  return (
    uid === undefined ? environment.unauthenticatedContext() : environment.authenticatedContext(uid, claims)
  ).database();
}

test('every user reads and writes their own node', async () => {
  await assertSucceeds(as('alice').ref('users/alice').set({ name: 'Alice' }));
  await assertSucceeds(as('alice').ref('users/alice').get());
  await assertFails(as('bob').ref('users/alice').set({ name: 'Bob' }));
  await assertFails(as('bob').ref('users/alice').get());
  await assertFails(as().ref('users/alice').get());
  await assertFails(as('alice').ref('users').get());
});

test('written data has to be valid', async () => {
  const alice = as('alice').ref('users/alice');
  await assertFails(alice.set({ nick: 'Al' }));
  await assertFails(alice.set({ name: 'Alexandra' }));
  await assertFails(alice.set({ name: 1 }));
  await assertFails(alice.set({ name: 'Alice', more: true }));
  await assertFails(alice.set({ name: 'Alice', at: 1 }));
  await assertSucceeds(alice.set({ name: 'Alice', at: { '.sv': 'timestamp' } }));
  await assertFails(alice.child('name').set(1));
  await assertSucceeds(alice.remove());
});

test('an update is allowed as a whole or not at all', async () => {
  const alice = as('alice');
  await assertFails(alice.ref().update({ 'users/alice/name': 'Alice', 'users/bob/name': 'Bob' }));
  await environment.withSecurityRulesDisabled(async (context) => {
    expect((await context.database().ref('users').get()).val()).toBeNull();
  });
  await assertSucceeds(alice.ref().update({ 'users/alice/name': 'Alice', 'users/alice/at': { '.sv': 'timestamp' } }));
});

test('rules can read the claims of the token', async () => {
  await assertSucceeds(as('alice', { staff: true }).ref('staff').get());
  await assertFails(as('alice', { staff: 'yes' }).ref('staff').get());
  await assertFails(as('alice').ref('staff').get());
});

test('a rule can allow a query and not the whole list', async () => {
  const client = openClient(environment.projectId, 'alice');
  const own = query(ref(client, 'posts'), orderByChild('owner'), equalTo('alice'), limitToFirst(5));
  await expect(get(own)).resolves.toBeDefined();
  await expect(
    get(query(ref(client, 'posts'), orderByChild('owner'), equalTo('bob'), limitToFirst(5))),
  ).rejects.toThrow();
  await expect(get(ref(client, 'posts'))).rejects.toThrow('Permission denied');
});

test('a rejected listen reports an error to its listener', async () => {
  const client = openClient(environment.projectId, 'alice');
  const refused = new Promise<Error>((resolve) => {
    onValue(ref(client, 'users/bob'), () => undefined, resolve);
  });
  expect((await refused).message).toMatch(/permission_denied/i);
});

test('a rejected write is undone for listeners', async () => {
  const client = openClient(environment.projectId, 'alice');
  await set(ref(client, 'users/alice'), { name: 'Alice' });
  const names: unknown[] = [];
  onValue(ref(client, 'users/alice/name'), (name) => {
    names.push(name.val());
  });
  await expect.poll(() => names).toEqual(['Alice']);
  await expect(update(ref(client, 'users/alice'), { name: 'Alexandra' })).rejects.toThrow(/permission_denied/i);
  expect(names).toEqual(['Alice', 'Alexandra', 'Alice']);
});

test('new rules end the listens that they no longer allow, and only those', async () => {
  const namespace = freshNamespace();
  await setRules(namespace, { '.read': true });
  const client = openClient(namespace, 'alice');
  const events: string[] = [];
  for (const path of ['kept', 'closed']) {
    onValue(
      ref(client, path),
      () => events.push(`${path} is open`),
      () => events.push(`${path} is over`),
    );
  }
  await expect.poll(() => [...events].sort()).toEqual(['closed is open', 'kept is open']);
  await setRules(namespace, { kept: { '.read': true } });
  await expect.poll(() => events.slice(2)).toEqual(['closed is over']);
});
