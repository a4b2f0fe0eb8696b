import { assertFails, assertSucceeds } from '@firebase/rules-unit-testing';
import { type TestContext, test } from 'vitest';
import { databaseProject, deviceOf } from './project.ts';
import { leases, NODE, type NodeRequest } from './status-node.ts';
import { connections, documented, otherWays, reading } from './status-node-allowed.ts';
import { malformedPlaces, malformedWrites } from './status-node-malformed.ts';
import { borrowedTimes, elsewhere, strangers, unstampedWrites } from './status-node-refused.ts';

for (const request of [...reading, ...documented, ...connections, ...otherWays]) {
  test.concurrent(request.title, async (context) => {
    await assertSucceeds(ask(context, request));
  });
}

for (const request of [
  ...strangers,
  ...elsewhere,
  ...unstampedWrites,
  ...borrowedTimes,
  ...malformedWrites,
  ...malformedPlaces,
]) {
  test.concurrent(request.title, async (context) => {
    await assertFails(ask(context, request));
  });
}

async function ask(context: TestContext, { as = 'alice', initial, asks }: NodeRequest): Promise<unknown> {
  const project = await databaseProject(context);
  const data = initial === undefined ? leases : { ...leases, [NODE]: initial };
  await project.withSecurityRulesDisabled((admin) => admin.database().ref().update(data));
  return asks(deviceOf(project, as).database());
}
