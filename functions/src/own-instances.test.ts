import { type App, deleteApp, initializeApp } from 'firebase-admin/app';
import { afterEach, expect, test, vi } from 'vitest';
import { isListed, ownInstances } from './own-instances.ts';

const US = 'https://app-default-rtdb.firebaseio.com';
const EUROPE = 'https://app-europe.europe-west1.firebasedatabase.app';
const opened: App[] = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(opened.splice(0).map((app) => deleteApp(app)));
});

function appWith(databaseURL: string): App {
  const app = initializeApp({ projectId: 'demo-app', databaseURL }, crypto.randomUUID());
  opened.push(app);
  return app;
}

const own = (region: string, urls: string): string[] =>
  ownInstances({ app: appWith(US), urls, region }).map(({ url }) => url);

test('each of two deployments works on the instances of its own region', () => {
  expect(own('us-central1', `${US},${EUROPE}`)).toEqual([US]);
  expect(own('europe-west1', `${US},${EUROPE}`)).toEqual([EUROPE]);
});

test('a deployment without an instance in its region is refused with the fix', () => {
  expect(() => own('europe-west1', '')).toThrow(`PRESENCE_REGION is europe-west1, but ${US} is in us-central1.`);
});

test('on the emulators, each instance is in each region', () => {
  expect(own('europe-west1', 'http://127.0.0.1:9000?ns=app')).toHaveLength(1);
  vi.stubEnv('FUNCTIONS_EMULATOR', 'true');
  expect(own('europe-west1', '')).toEqual([US]);
});

test('a deployment that lists its instances ignores the events of others', () => {
  const app = appWith(US);
  expect(isListed({ app, urls: US }, `${US}/`)).toBe(true);
  expect(isListed({ app, urls: US }, EUROPE)).toBe(false);
  expect(isListed({ app, urls: ' ' }, EUROPE)).toBe(true);
});
