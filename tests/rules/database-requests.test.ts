import { assertFails, assertSucceeds, type RulesTestEnvironment } from '@firebase/rules-unit-testing';
import { type TestContext, test } from 'vitest';
import { budgetsAllowed, budgetsRefused } from './budget-requests.ts';
import { functionPlacesAllowed, functionPlacesRefused } from './function-place-requests.ts';
import { leasesAllowed, leasesRefused } from './lease-requests.ts';
import { databaseProject, deviceOf } from './project.ts';
import { publicStatusesAllowed, publicStatusesRefused } from './public-status-requests.ts';
import { roomsAllowed } from './rooms-allowed.ts';
import { roomsRefused } from './rooms-refused.ts';
import { settingsAllowed, settingsRefused } from './settings-requests.ts';
import { at, type Values } from './status-node.ts';
import { unreadableUidRefused } from './unreadable-uid-requests.ts';

const allowed = [
  ...leasesAllowed,
  ...settingsAllowed,
  ...budgetsAllowed,
  ...roomsAllowed,
  ...functionPlacesAllowed,
  ...publicStatusesAllowed,
];
const refused = [
  ...leasesRefused,
  ...settingsRefused,
  ...budgetsRefused,
  ...roomsRefused,
  ...functionPlacesRefused,
  ...publicStatusesRefused,
  ...unreadableUidRefused,
];

for (const { as = 'alice', ...request } of allowed) {
  test.concurrent(request.title, async (context) => {
    const project = await databaseWith(context, request.initial);
    await assertSucceeds(request.asks(deviceOf(project, as).database()));
  });
}

for (const { as = 'alice', ...request } of refused) {
  test.concurrent(request.title, async (context) => {
    const project = await databaseWith(context, request.initial);
    await assertFails(request.asks(deviceOf(project, as).database()));
  });
}

async function databaseWith(context: TestContext, initial: Values = {}): Promise<RulesTestEnvironment> {
  const project = await databaseProject(context);
  await project.withSecurityRulesDisabled(async (admin) => {
    for (const [path, value] of Object.entries(at(Date.now(), initial))) await admin.database().ref(path).set(value);
  });
  return project;
}
