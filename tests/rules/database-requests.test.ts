import { assertFails, assertSucceeds, type RulesTestEnvironment } from '@firebase/rules-unit-testing';
import { type TestContext, test } from 'vitest';
import { leasesAllowed, leasesRefused } from './lease-requests.ts';
import { databaseProject, deviceOf } from './project.ts';
import { roomsAllowed, roomsRefused } from './room-requests.ts';
import { settingsAllowed, settingsRefused } from './settings-requests.ts';
import type { Values } from './status-node.ts';

for (const { as = 'alice', ...request } of [...leasesAllowed, ...settingsAllowed, ...roomsAllowed]) {
  test.concurrent(request.title, async (context) => {
    const project = await databaseWith(context, request.stands);
    await assertSucceeds(request.asks(deviceOf(project, as).database()));
  });
}

for (const { as = 'alice', ...request } of [...leasesRefused, ...settingsRefused, ...roomsRefused]) {
  test.concurrent(request.title, async (context) => {
    const project = await databaseWith(context, request.stands);
    await assertFails(request.asks(deviceOf(project, as).database()));
  });
}

async function databaseWith(context: TestContext, stands: Values = {}): Promise<RulesTestEnvironment> {
  const project = await databaseProject(context);
  await project.withSecurityRulesDisabled((admin) => admin.database().ref().update(stands));
  return project;
}
