import { assertFails, assertSucceeds, type RulesTestEnvironment } from '@firebase/rules-unit-testing';
import { expect, type TestContext, test } from 'vitest';
import { rulesWithDemo } from '../../demo/rules.ts';
import { namesAllowed, namesRefused } from './demo-names.ts';
import { deviceOf, firestoreProject } from './project.ts';
import { firestoreCoverage } from './rule-coverage.ts';
import type { DocumentRequest } from './status-document.ts';

const used: RulesTestEnvironment[] = [];

for (const request of namesAllowed) {
  test.concurrent(request.title, async (context) => {
    await assertSucceeds(ask(context, request));
  });
}

for (const request of namesRefused) {
  test.concurrent(request.title, async (context) => {
    await assertFails(ask(context, request));
  });
}

test('the rules that an app deploys know no names', async (context) => {
  const alice = deviceOf(await firestoreProject(context), 'alice').firestore();
  await assertFails(alice.doc('demo_names/alice').set({ name: 'Alice', simulated: false }));
});

test('every condition of the rules of the demo was decisive in a test of this file, both ways', async () => {
  const { gaps } = await firestoreCoverage(used, rulesWithDemo());
  const demoBegins = rulesWithDemo()
    .split('\n')
    .findIndex((line) => line.includes('match /demo_names/'));
  expect(gaps.filter((gap) => lineOf(gap) > demoBegins)).toEqual([]);
});

/** A gap begins with the file, the line and the column. */
function lineOf(gap: string): number {
  return Number(gap.split(':')[1]);
}

async function ask(context: TestContext, { as = 'alice', asks }: DocumentRequest): Promise<unknown> {
  const project = await firestoreProject(context, rulesWithDemo());
  used.push(project);
  return asks(deviceOf(project, as).firestore(), Date.now());
}
