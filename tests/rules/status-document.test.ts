import { assertFails, assertSucceeds, type RulesTestEnvironment } from '@firebase/rules-unit-testing';
import { expect, type TestContext, test } from 'vitest';
import { deviceOf, firestoreProject } from './project.ts';
import { firestoreCoverage } from './rule-coverage.ts';
import { at, type DocumentRequest } from './status-document.ts';
import { goingOnlineAs, reading } from './status-document-allowed.ts';
import { elsewhere, malformedWrites, strangers, untimelyWrites, withoutPresence } from './status-document-refused.ts';

const used: RulesTestEnvironment[] = [];

for (const request of [...reading, ...goingOnlineAs]) {
  test.concurrent(request.title, async (context) => {
    await assertSucceeds(ask(context, request));
  });
}

for (const request of [...strangers, ...elsewhere, ...withoutPresence, ...malformedWrites, ...untimelyWrites]) {
  test.concurrent(request.title, async (context) => {
    await assertFails(ask(context, request));
  });
}

test('each condition of the rules was true in one test here, and false in another', async () => {
  expect((await firestoreCoverage(used)).gaps).toEqual([]);
});

async function ask(context: TestContext, { as = 'alice', initial, asks }: DocumentRequest): Promise<unknown> {
  const now = Date.now();
  const project = await firestoreProject(context);
  used.push(project);
  if (initial !== undefined) {
    await project.withSecurityRulesDisabled((admin) => admin.firestore().doc('status/alice').set(at(now, initial)));
  }
  return asks(deviceOf(project, as).firestore(), now);
}
