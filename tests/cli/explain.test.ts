import { randomUUID } from 'node:crypto';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { getDatabase, ServerValue } from 'firebase-admin/database';
import { getFirestore, Timestamp } from 'firebase-admin/firestore';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { appFolder, presenceCommand } from './command.ts';

/* The data of ten users in ten situations, as the clients and the functions leave it, in a project of this file's own. */

const projectId = `demo-cli-${randomUUID().slice(0, 8)}`;
const app = initializeApp(
  { projectId, databaseURL: `https://${projectId}-default-rtdb.firebaseio.com` },
  `explain-${projectId}`,
);
const root = getDatabase(app).ref();
const statuses = getFirestore(app).collection('status');

afterAll(() => deleteApp(app));

const now = Date.now();
const ID = 'tab1----------------';
const minutes = (count: number): number => now - count * 60_000;

interface Situation {
  uid: string;
  /** What `explain` calls it. */
  code: string;
  sentence: RegExp;
  /** The Realtime Database, by path. */
  nodes?: Record<string, unknown>;
  document?: Record<string, unknown>;
  exitCode?: number;
  isWithoutAccount?: boolean;
}

/** By default, the lease is renewed when the test writes it: on a slow machine, that is long after this file has begun. */
const connected = (uid: string, more = {}, renewedAt: unknown = ServerValue.TIMESTAMP): Record<string, unknown> => ({
  [`status/${uid}`]: {
    connections: { [ID]: { last_changed: minutes(7), slot: '00', ...more } },
    last_changed: minutes(7),
  },
  [`presence/leases/${uid}:00`]: { id: ID, at: renewedAt },
});

const shows = (state: string, at: number, more = {}) => ({ state, last_changed: Timestamp.fromMillis(at), ...more });

const SITUATIONS: Situation[] = [
  {
    uid: 'online',
    code: 'online',
    sentence: /^online is shown online, because the user has 1 connection\. The state changed \d+ minutes ago\.$/,
    nodes: connected('online'),
    document: shows('online', minutes(7)),
  },
  {
    uid: 'away',
    code: 'away',
    sentence: /is shown away, because no connection is active: 1 connection with/,
    nodes: connected('away', { idle: true }),
    document: shows('online', minutes(7), { availability: 'away' }),
  },
  {
    uid: 'busy',
    code: 'busy',
    sentence: /is shown busy, because the user chose that \d+ minutes ago/,
    nodes: {
      ...connected('busy'),
      'presence/settings/busy': { availability: { value: 'busy', at: minutes(3) }, last_changed: minutes(3) },
    },
    document: shows('online', minutes(7), { availability: 'busy' }),
  },
  {
    uid: 'invisible',
    code: 'invisible',
    sentence: /chose to be invisible \d+ minutes ago, although a client of the user is connected/,
    nodes: {
      ...connected('invisible'),
      'presence/settings/invisible': { availability: { value: 'invisible', at: minutes(3) }, last_changed: minutes(3) },
    },
    document: shows('offline', minutes(3)),
  },
  {
    uid: 'left',
    code: 'left',
    sentence: /is shown offline, because the user left \d+ minutes ago/,
    nodes: { 'status/left': { last_changed: minutes(5), left_at: minutes(5) } },
    document: shows('offline', minutes(5)),
  },
  {
    uid: 'lost',
    code: 'lost',
    sentence: /because the last connection ended \d+ minutes ago/,
    nodes: { 'status/lost': { last_changed: minutes(5) } },
    document: shows('offline', minutes(5)),
  },
  {
    uid: 'grace',
    code: 'grace-period',
    sentence: /is still shown online: the connection was lost .* and the function waits for the grace period/,
    nodes: {
      'status/grace': { last_changed: now },
      // In an hour: on a slow machine, a mark in three seconds would be late.
      'presence/due/~grace': { at: minutes(-60), lost_at: now },
    },
    document: shows('online', minutes(7)),
  },
  {
    uid: 'dead',
    code: 'not-swept',
    sentence: /no client lives: the lease was last renewed \d+ minutes ago/,
    nodes: connected('dead', {}, minutes(9)),
    document: shows('online', minutes(7)),
    exitCode: 1,
  },
  {
    uid: 'unmirrored',
    code: 'not-mirrored',
    sentence: /is shown offline, but the Realtime Database says online/,
    nodes: connected('unmirrored'),
    document: shows('offline', minutes(30)),
    exitCode: 1,
  },
  {
    uid: 'old-client',
    code: 'flat-record',
    sentence: /by a documentation-style client, which has no lease/,
    nodes: { 'status/old-client': { state: 'online', last_changed: minutes(7) } },
    document: shows('online', minutes(7)),
  },
  {
    uid: 'never',
    code: 'never-online',
    sentence: /no client of this user has ever announced a connection/,
  },
  {
    uid: 'nobody',
    code: 'no-account',
    sentence: /There is no account with the uid nobody/,
    exitCode: 1,
    isWithoutAccount: true,
  },
];

test.each(SITUATIONS)('explain says why a user is $code', async (situation) => {
  const { uid, code, sentence, nodes = {}, document, exitCode = 0, isWithoutAccount = false } = situation;
  if (!isWithoutAccount) await getAuth(app).createUser({ uid });
  await root.update(nodes);
  if (document) await statuses.doc(uid).set(document);
  const json = await presenceCommand(appFolder({}), ['explain', uid, '--project', projectId, '--json']);
  expect(json.err).toBe('');
  expect(JSON.parse(json.out)).toMatchObject({ code, sentence: expect.stringMatching(sentence) });
  expect(json.code).toBe(exitCode);
});

test('explain prints the sentence first, then the evidence', async () => {
  const uid = 'shown';
  await getAuth(app).createUser({ uid });
  await root.update({
    ...connected(uid, {}, minutes(9)),
    [`presence/asked/${uid}:00`]: { at: minutes(8), renewed_at: minutes(9) },
  });
  await statuses.doc(uid).set(shows('online', minutes(7)));
  const { out } = await presenceCommand(appFolder({}), ['explain', uid, '--project', projectId]);
  const lines = out.split('\n');
  expect(lines[0]).toMatch(/^shown is shown online, but no client lives/);
  expect(lines[1]).toBe('Fix: Look whether the sweeper runs: npx firebase-presence doctor');
  expect(out).toMatch(
    /\n {2}connection tab1-+: announced \d+ minutes ago, lease renewed \d+ minutes ago, client asked \d+ minutes ago, 0 rooms\n/,
  );
  expect(out).toContain('Account: exists\nNot read: the log: the emulators keep no log.');
});

test('explain reads the public status if the functions write no status documents', async () => {
  const other = `demo-cli-${randomUUID().slice(0, 8)}`;
  const url = `https://${other}-default-rtdb.firebaseio.com`;
  const withoutFirestore = initializeApp({ projectId: other, databaseURL: url }, other);
  onTestFinished(() => deleteApp(withoutFirestore));
  await getDatabase(withoutFirestore)
    .ref()
    .update({
      ...connected('alice'),
      'presence/targets': 'database',
      'presence/public/alice': { state: 'online', last_changed: minutes(7), v: 'a' },
    });
  const { out, err } = await presenceCommand(appFolder({}), ['explain', 'alice', '--project', other]);
  expect(err).toBe('');
  expect(out).toMatch(/^alice is shown online, because the user has 1 connection\./);
  expect(out).toMatch(/\nPublic status: online, available, last changed \d+ minutes ago/);
  expect(out).not.toContain('Status document');
});

test('doctor reads the rules and the sweep of the emulators', async () => {
  const { out, code } = await presenceCommand(appFolder({}), ['doctor', '--project', projectId, '--json']);
  expect(code).toBe(1);
  const { findings, notMade } = JSON.parse(out);
  // Nothing calls the scheduled function in the emulators.
  expect(findings).toContainEqual(expect.objectContaining({ code: 'sweeper-old', severity: 'note' }));
  expect(notMade).toContain('the deployed rules of Firestore: the Firestore emulator does not tell its rules');
  await root.child('presence/marks/swept_at').set(Date.now());
  const after = await presenceCommand(appFolder({}), ['doctor', '--project', projectId, '--json']);
  expect(after.out).not.toContain('sweeper-old');
});

test('without credentials, explain says what to set', async () => {
  const none = { FIREBASE_DATABASE_EMULATOR_HOST: '', FIRESTORE_EMULATOR_HOST: '', GOOGLE_APPLICATION_CREDENTIALS: '' };
  const { err, code } = await presenceCommand(appFolder({}), ['explain', 'alice', '--project', projectId], none);
  expect(code).toBe(2);
  expect(err).toContain('there are no credentials. Set GOOGLE_OAUTH_ACCESS_TOKEN');
});

test('a command or an option that does not exist is answered with those that do', async () => {
  const command = await presenceCommand(appFolder({}), ['explane']);
  expect(command).toMatchObject({ code: 2, err: expect.stringContaining('Commands: init, doctor, explain') });
  const option = await presenceCommand(appFolder({}), ['explain', 'alice', '--jsn']);
  expect(option).toMatchObject({ code: 2, err: expect.stringContaining('--json') });
});

test('the help of each command fits on a screen of 24 lines', async () => {
  for (const words of [[], ['init'], ['doctor'], ['explain'], ['repair']]) {
    const { out } = await presenceCommand(appFolder({}), [...words, '--help']);
    expect(out.trimEnd().split('\n').length, words.join(' ')).toBeLessThanOrEqual(24);
  }
});
