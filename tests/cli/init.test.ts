import { assertFails, assertSucceeds, type RulesTestEnvironment } from '@firebase/rules-unit-testing';
import { expect, test } from 'vitest';
import { databaseProject, deviceOf, firestoreProject } from '../rules/project.ts';
import { at } from '../rules/status-document.ts';
import { goingOnlineAs, reading as readingDocuments } from '../rules/status-document-allowed.ts';
import { elsewhere, malformedWrites, strangers, untimelyWrites } from '../rules/status-document-refused.ts';
import { leases, NODE } from '../rules/status-node.ts';
import { connections, documented, reading as readingNodes } from '../rules/status-node-allowed.ts';
import { borrowedTimes, strangers as strangersToNodes, unstampedWrites } from '../rules/status-node-refused.ts';
import { appFolder, presenceCommand, textIn } from './command.ts';

/*
 * An app with rules of its own, with comments, after `firebase-presence init`: the merged rules load, those of presence hold, and those of
 * the app too.
 */

const APP = {
  'firebase.json': `{
  // The shop.
  "database": { "rules": "database.rules.json" },
  "firestore": { "rules": "firestore.rules" },
  "functions": { "source": "functions" }
}
`,
  'database.rules.json': `{
  "rules": {
    // Own cart only.
    "carts": {
      "$uid": { ".read": "auth.uid === $uid", ".write": "auth.uid === $uid" }
    }
  }
}
`,
  'firestore.rules': `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    /* Functions with the purpose of ours. */
    function isOwner(uid) { return request.auth.uid == uid; }
    function goesOnline(data) { return false; }
    match /profiles/{uid} {
      allow read, write: if isOwner(uid);
    }
  }
}
`,
};

async function appAfterInit(): Promise<string> {
  const folder = appFolder(APP);
  const { code, err } = await presenceCommand(folder, ['init', '--yes', '--no-install']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return folder;
}

test('the merged rules of the Realtime Database allow and refuse what those of presence do', async (context) => {
  const rules = textIn(await appAfterInit(), 'database.rules.json');
  const allowed = [...readingNodes, ...documented, ...connections];
  const refused = [...strangersToNodes, ...unstampedWrites, ...borrowedTimes];
  const project = await databaseProject(context, rules);
  for (const { title, as = 'alice', initial, asks } of [...allowed, ...refused]) {
    await project.clearDatabase();
    const before = initial === undefined ? leases : { ...leases, [NODE]: initial };
    await project.withSecurityRulesDisabled((admin) => admin.database().ref().update(before));
    const asserts = allowed.some((request) => request.title === title) ? assertSucceeds : assertFails;
    await named(title, asserts(asks(deviceOf(project, as).database())));
  }
});

test('the merged rules of Firestore allow and refuse what those of presence do', async (context) => {
  const rules = textIn(await appAfterInit(), 'firestore.rules');
  const allowed = [...readingDocuments, ...goingOnlineAs];
  const refused = [...strangers, ...elsewhere, ...malformedWrites, ...untimelyWrites];
  const project = await firestoreProject(context, rules);
  for (const { title, as = 'alice', initial, asks } of [...allowed, ...refused]) {
    await project.clearFirestore();
    const now = Date.now();
    if (initial !== undefined) {
      await project.withSecurityRulesDisabled((admin) => admin.firestore().doc('status/alice').set(at(now, initial)));
    }
    const asserts = allowed.some((request) => request.title === title) ? assertSucceeds : assertFails;
    await named(title, asserts(asks(deviceOf(project, as).firestore(), now)));
  }
});

test("an app's own rules hold after init, in both databases", async (context) => {
  const folder = await appAfterInit();
  const database = await databaseProject(context, textIn(folder, 'database.rules.json'));
  await assertSucceeds(deviceOf(database, 'alice').database().ref('carts/alice').set(1));
  await assertFails(deviceOf(database, 'alice').database().ref('carts/bob').set(1));
  const firestore = await firestoreProject(context, textIn(folder, 'firestore.rules'));
  await assertSucceeds(deviceOf(firestore, 'alice').firestore().doc('profiles/alice').set({ name: 'Alice' }));
  await assertFails(deviceOf(firestore, 'alice').firestore().doc('profiles/bob').set({ name: 'Bob' }));
});

test('the rules of an empty project load', async (context) => {
  const folder = appFolder({});
  expect((await presenceCommand(folder, ['init', '--yes', '--no-install'])).code).toBe(0);
  await loads(databaseProject(context, textIn(folder, 'database.rules.json')));
  await loads(firestoreProject(context, textIn(folder, 'firestore.rules')));
});

test('the rules load again after init --undo', async (context) => {
  const folder = await appAfterInit();
  expect((await presenceCommand(folder, ['init', '--undo', '--yes'])).code).toBe(0);
  for (const [path, text] of Object.entries(APP)) expect(textIn(folder, path)).toBe(text);
  await loads(databaseProject(context, textIn(folder, 'database.rules.json')));
});

async function loads(project: Promise<RulesTestEnvironment>): Promise<void> {
  expect((await project).projectId).toContain('demo-');
}

/** The title of the case is in the error, because all cases share one project. */
function named(title: string, result: Promise<unknown>): Promise<unknown> {
  return result.catch((error: unknown) => {
    throw new Error(`${title}: ${error}`, { cause: error });
  });
}
