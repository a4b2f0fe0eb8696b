import { readFileSync } from 'node:fs';
import { assertFails, assertSucceeds } from '@firebase/rules-unit-testing';
import { deleteField } from 'firebase/firestore';
import { expect, type TestContext, test } from 'vitest';
import { OWN_FIELDS } from '../../functions/src/status-document.ts';
import { deployed } from '../kit/deployed.ts';
import { deviceOf, firestoreProject } from './project.ts';
import { at, goingOnline, online } from './status-document.ts';

/*
 * An app pastes our block into its own rules. Those rules can contain functions for the same purpose.
 */

const OWN_RULES = `
  function isOwner(uid) { return request.auth.uid == uid; }
  function goesOnline(data) { return false; }
  function isAboutNow(time) { return false; }
  match /users/{uid} {
    allow read, write: if isOwner(uid);
  }
`;

test("presence works next to an app's own functions isOwner and goesOnline", async (context) => {
  const alice = await aliceBesideOwnRules(context);
  await assertSucceeds(alice.doc('status/alice').set(at(Date.now(), goingOnline)));
  await assertFails(alice.doc('status/bob').set(at(Date.now(), goingOnline)));
  await assertFails(alice.doc('status/alice').set({ ...at(Date.now(), goingOnline), state: 'offline' }));
});

test("an app's own rules work next to those of presence", async (context) => {
  const alice = await aliceBesideOwnRules(context);
  await assertSucceeds(alice.doc('users/alice').set({ name: 'Alice' }));
  await assertFails(alice.doc('users/bob').set({ name: 'Bob' }));
});

test('the rules of docs/5 allow presence in the documents of an app', async (context) => {
  const project = await firestoreProject(context, withOwnRules(usersBlock()));
  const alice = deviceOf(project, 'alice').firestore();
  await assertSucceeds(alice.doc('users/alice').set({ name: 'Alice' }, { merge: true }));
  await assertSucceeds(alice.doc('users/alice').set(at(Date.now(), goingOnline), { merge: true }));
  await assertSucceeds(alice.doc('users/alice').set({ name: 'Alicia' }, { merge: true }));
  await assertFails(alice.doc('users/bob').set({ name: 'Bob' }, { merge: true }));
});

test('the rules of docs/5 let an owner change fields of presence only to go online', async (context) => {
  const project = await firestoreProject(context, withOwnRules(usersBlock()));
  const alice = deviceOf(project, 'alice').firestore().doc('users/alice');
  const document = at(Date.now(), { ...online, availability: 'busy', custom: { text: 'Hi' }, name: 'Alice' });
  const wanted = { state: 'offline', last_changed: new Date(), availability: 'away', custom: { text: 'Bye' } };
  expect(Object.keys(wanted)).toEqual(OWN_FIELDS);
  const expectEachRefused = async (): Promise<void> => {
    for (const field of Object.entries(wanted))
      await assertFails(alice.set(Object.fromEntries([field]), { merge: true }));
  };
  await expectEachRefused();
  await project.withSecurityRulesDisabled((admin) => admin.firestore().doc('users/alice').set(document));
  await expectEachRefused();
  for (const field of OWN_FIELDS) await assertFails(alice.update({ [field]: deleteField() }));
  await assertFails(alice.set({ name: 'Alice' }));
  await assertFails(alice.delete());
});

async function aliceBesideOwnRules(context: TestContext) {
  const project = await firestoreProject(context, withOwnRules(`${OWN_RULES}\n${presenceBlock()}`));
  return deviceOf(project, 'alice').firestore();
}

function withOwnRules(block: string): string {
  return `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    ${block}
  }
}`;
}

/** The block that an app copies: from the line with `match` to the brace in the same column. */
function presenceBlock(): string {
  const [block] = /^( *)match \/status\/\{uid\} \{$[\s\S]*?^\1\}$/m.exec(deployed('firestore.rules')) ?? [];
  if (block === undefined) throw new Error('firestore.rules has no block for status/{uid}');
  return block;
}

/** The block of docs/5, with the functions of firestore.rules in place of the comment about them. */
function usersBlock(): string {
  const page = readFileSync(new URL('../../docs/5-rules-and-privacy.md', import.meta.url), 'utf8');
  const [, block] = /```\n(match \/users\/\{uid\}[\s\S]*?)```/.exec(page) ?? [];
  const asTheyAre = /^ *\/\/ isPresenceOwner, .* as they are\.$/m;
  if (block === undefined || !asTheyAre.test(block)) throw new Error('docs/5 has no block for users/{uid}');
  return block.replace(asTheyAre, () => functionsOf(presenceBlock()));
}

function functionsOf(block: string): string {
  return block.slice(block.search(/^ *function /m), block.lastIndexOf('}'));
}
