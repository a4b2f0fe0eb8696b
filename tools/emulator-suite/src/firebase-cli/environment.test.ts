import { expect, test } from 'vitest';
import { cliEnvironment, suiteEnvironment } from './environment.ts';

const folder = { directory: '/run', config: '/run/config', firestore: '/run/f', database: '/run/d', started: '/run/s' };
const parts = {
  project: 'demo-presence',
  folder,
  sources: {},
  java: '/usr/bin/java',
  metadataHost: '127.0.0.1:4',
};

test("the CLI neither sees the user's configuration nor looks for updates", () => {
  expect(cliEnvironment({ HOME: '/home/a' }, folder)).toMatchObject({
    HOME: '/home/a',
    XDG_CONFIG_HOME: '/run/config',
    NO_UPDATE_NOTIFIER: '1',
  });
});

test("no proxy is used for the emulators, and the user's exceptions stay", () => {
  const { NO_PROXY, no_proxy } = cliEnvironment({ NO_PROXY: 'intranet', HTTPS_PROXY: 'http://proxy' }, folder);
  expect(NO_PROXY).toBe('intranet,127.0.0.1,localhost,::1');
  expect(no_proxy).toBe(NO_PROXY);
});

test('the Admin SDK uses the database that browsers use and that has the rules', () => {
  const env = suiteEnvironment({}, parts);
  expect(env.DATABASE_URL).toBe('https://demo-presence-default-rtdb.firebaseio.com');
  expect(JSON.parse(env.FIREBASE_CONFIG ?? '')).toMatchObject({ databaseURL: env.DATABASE_URL });
});

test('functions and commands find the metadata server', () => {
  expect(suiteEnvironment({}, parts).GCE_METADATA_HOST).toBe('127.0.0.1:4');
});

test('the java launcher comes first on the PATH', () => {
  expect(suiteEnvironment({ PATH: '/usr/bin' }, parts).PATH).toMatch(
    /emulator-suite\/src\/java\/java-launcher:\/usr\/bin$/,
  );
});

test('a suite without Java has the java launcher too', () => {
  const env = suiteEnvironment({ PATH: '/usr/bin', EMULATOR_SUITE_JAVA: '/outer/java' }, { ...parts, java: undefined });
  expect(env).toMatchObject({ PATH: expect.stringMatching(/java-launcher:\/usr\/bin$/), EMULATOR_SUITE_JAVA: '' });
});

test('official emulators are not replaced', () => {
  const sources = { firestore: { kind: 'official' }, database: { kind: 'official' } } as const;
  expect(Object.keys(suiteEnvironment({}, { ...parts, sources })).join()).not.toMatch(
    /BINARY_PATH|EMULATOR_SUITE_[FD]/,
  );
});

test('substitutes are passed to the CLI as placeholders', () => {
  const sources = {
    firestore: { kind: 'google-cloud-cli', jar: '/sdk/x.jar' },
    database: { kind: 'stand-in', because: 'no download' },
  } as const;
  expect(suiteEnvironment({}, { ...parts, sources })).toMatchObject({
    FIRESTORE_EMULATOR_BINARY_PATH: '/run/f',
    EMULATOR_SUITE_FIRESTORE_JAR: '/sdk/x.jar',
    DATABASE_EMULATOR_BINARY_PATH: '/run/d',
    EMULATOR_SUITE_DATABASE_BIN: expect.stringMatching(/bin\/database-emulator\.mjs$/),
  });
});
