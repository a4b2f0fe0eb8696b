import { aggregate, DEFAULT_SETTINGS, type Status } from '@firebase-presence/contract';
import { expect, test } from 'vitest';
import { ago } from './ago.ts';
import type { Facts } from './facts.ts';
import { plainFields } from './firestore-value.ts';
import { evidence } from './show-evidence.ts';
import { verdictOn } from './verdict.ts';

const NOW = Date.UTC(2026, 10, 28, 12);
const ID = 'tab1----------------';
const minutes = (count: number): number => NOW - count * 60_000;

const document = (state: Status['state'], lastChanged: number): Status => ({
  state,
  lastChanged,
  availability: 'available',
  custom: null,
});

function facts(node: unknown, more: Partial<Facts> = {}): Facts {
  return {
    uid: 'alice',
    now: NOW,
    node,
    aggregate: aggregate(node, NOW),
    connections: [],
    hasFlatRecord: false,
    settings: DEFAULT_SETTINGS,
    targets: 'firestore',
    document: null,
    publicStatus: null,
    dueAt: null,
    forgottenAt: null,
    sweptAt: NOW,
    hasAccount: true,
    log: [],
    notRead: [],
    ...more,
  };
}

const ONE_TAB = { connections: { [ID]: { last_changed: minutes(7), slot: '00' } }, last_changed: minutes(7) };
const tab = (renewedAt: number | null) => ({
  id: ID,
  since: minutes(7),
  idle: false,
  renewedAt,
  askedAt: null,
  rooms: 0,
});
const LEFT = { last_changed: minutes(5), left_at: minutes(5) };

test.each<[code: string, facts: Facts]>([
  ['deleted', facts(null, { forgottenAt: minutes(1), document: document('offline', minutes(1)) })],
  ['no-account', facts(null, { hasAccount: false })],
  ['never-online', facts(null)],
  ['node-deleted', facts(null, { document: document('offline', minutes(5)) })],
  ['online', facts(ONE_TAB, { connections: [tab(NOW)], document: document('online', minutes(7)) })],
  ['no-lease', facts(ONE_TAB, { connections: [tab(null)], document: document('online', minutes(7)) })],
  ['not-swept', facts(ONE_TAB, { connections: [tab(minutes(3))], document: document('online', minutes(7)) })],
  ['tick-late', facts({ last_changed: minutes(5) }, { document: document('online', minutes(7)), dueAt: minutes(4) })],
  ['not-mirrored', facts(LEFT, { document: document('online', minutes(7)) })],
  [
    'last-seen-hidden',
    facts(LEFT, {
      settings: { ...DEFAULT_SETTINGS, lastSeenHidden: true, lastSeenAt: minutes(60) },
      document: document('offline', minutes(60)),
    }),
  ],
  [
    'differs',
    facts(ONE_TAB, {
      connections: [tab(NOW)],
      settings: { ...DEFAULT_SETTINGS, availability: 'busy', availabilityAt: minutes(2) },
      document: document('online', minutes(7)),
    }),
  ],
])('the situation is %s', (code, situation) => {
  const verdict = verdictOn(situation, 33_000);
  expect(verdict.code).toBe(code);
  expect(verdict.sentence).toMatch(/^.*\balice\b.*\.$/);
});

test('with the target database, the public status is what others see', () => {
  const seen: Partial<Facts> = { targets: 'database', connections: [tab(NOW)] };
  expect(verdictOn(facts(ONE_TAB, { ...seen, publicStatus: document('online', minutes(7)) }), 33_000).code).toBe(
    'online',
  );
  expect(verdictOn(facts(ONE_TAB, { ...seen, publicStatus: null }), 33_000).code).toBe('not-mirrored');
});

test('with both targets, a wrong one decides, and the sentence names the Realtime Database', () => {
  const online = document('online', minutes(7));
  const both = (inFirestore: Status | null, inDatabase: Status | null) =>
    verdictOn(
      facts(ONE_TAB, {
        targets: 'both',
        connections: [tab(NOW)],
        document: inFirestore,
        publicStatus: inDatabase,
      }),
      33_000,
    );
  expect(both(online, online)).toMatchObject({ code: 'online', isWrong: false });
  expect(both(null, online)).toMatchObject({ code: 'not-mirrored', sentence: expect.stringMatching(/^alice is/) });
  expect(both(online, null)).toMatchObject({
    code: 'not-mirrored',
    sentence: expect.stringMatching(/^In the Realtime Database, alice is shown offline/),
  });
});

test('a duration is told in one unit', () => {
  expect([0, 1000, 119_000, 120_000, 7_200_000, 172_800_000].map(ago)).toEqual([
    '0 seconds ago',
    '1 second ago',
    '119 seconds ago',
    '2 minutes ago',
    '2 hours ago',
    '2 days ago',
  ]);
});

test('a document of the REST API reads like one of an SDK', () => {
  const { last_changed: changed, ...rest } = plainFields({
    fields: {
      state: { stringValue: 'online' },
      last_changed: { timestampValue: '2026-11-28T12:00:00Z' },
      custom: { mapValue: { fields: { text: { stringValue: 'Hi' }, emoji: { nullValue: null } } } },
    },
  });
  expect(rest).toEqual({ state: 'online', custom: { text: 'Hi', emoji: null } });
  expect(changed).toMatchObject({ toMillis: expect.any(Function) });
});

test('a custom status adds no line to the evidence, and contains no command for the terminal', () => {
  const text = "Hi'\nAccount: does not exist\u001b[2J";
  const settings = { ...DEFAULT_SETTINGS, custom: { text, emoji: null, expiresAt: null } };
  const lines = evidence(facts(ONE_TAB, { settings }));
  expect(lines).toContain("Settings: available, custom status 'Hi'\\u000aAccount: does not exist\\u001b[2J'");
  expect(lines.join('')).not.toMatch(/\p{Cc}/u);
});
