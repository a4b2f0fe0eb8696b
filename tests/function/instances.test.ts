import { randomUUID } from 'node:crypto';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { expect, onTestFinished, test } from 'vitest';
import { instanceAt, instancesOf } from '../../functions/src/databases.ts';
import { shallowKeys } from '../kit/functions/index.ts';
import * as suite from '../kit/suite.ts';
import { unique } from '../kit/unique.ts';

/*
 * One instance of the Realtime Database has several addresses: in the functions emulator, an app gets another address than an event.
 */

function appWith(databaseURL: string) {
  const app = initializeApp({ projectId: suite.PROJECT, databaseURL }, randomUUID());
  onTestFinished(() => deleteApp(app));
  return app;
}

test('the functions open an instance once, whichever of its addresses they get', async () => {
  const { host, port } = suite.database();
  const name = unique('instances');
  const app = appWith(`http://${host}:${port}/?ns=${name}`);
  const [own] = instancesOf(app, '');
  const other = instanceAt(app, `https://${name}.firebaseio.com`);
  await other.root.child('presence/rooms/lobby/alice').set(true);
  expect((await own?.root.child('presence/rooms/lobby/alice').get())?.val()).toBe(true);
  expect(own && (await shallowKeys(own, 'presence/rooms'))).toEqual(['lobby']);
});

test('the error for a value that is no address names the value and an example', () => {
  expect(() => instancesOf(appWith(suite.DATABASE_URL), 'my-database')).toThrow(
    "'my-database' is not the URL of a Realtime Database instance. Write it like https://app-default-rtdb.firebaseio.com.",
  );
});
