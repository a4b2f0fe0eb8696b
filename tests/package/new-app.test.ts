import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { runCli } from '../rehearsal/cli.ts';
import { newCloud } from '../rehearsal/google.ts';
import { createdFunctions, sent } from '../rehearsal/record.ts';
import { startStandIn } from '../rehearsal/stand-in.ts';
import { repository, run } from './folders.ts';
import { INSTALL, newApp, pasteQuickstart } from './new-app/new-app.ts';

const SUITE = fileURLToPath(import.meta.resolve('emulator-suite/bin'));
const TWO_WINDOWS = fileURLToPath(new URL('new-app/two-windows.ts', import.meta.url));
const TSX = fileURLToPath(import.meta.resolve('tsx'));

test('an app with functions and rules of its own shows who is online after the steps of the quickstart', async () => {
  const app = await newApp();
  await run(repository, 'npm', 'pack', '-w', 'web-client', '-w', 'functions', '--pack-destination', app);
  await run(app, 'npm', ...INSTALL, 'firebase', './firebase-presence-0.1.0.tgz');
  await run(app, 'npx', 'firebase-presence', 'init', '--yes', '--package', './firebase-presence-functions-0.1.0.tgz');
  await pasteQuickstart(app);

  await run(app, 'npm', 'run', 'build');
  expect(await run(app, 'npx', 'firebase-presence', 'doctor')).toContain('0 errors, 0 warnings');
  const windows = `node --import ${TSX} ${TWO_WINDOWS} dist`;
  const output = await run(app, process.execPath, SUITE, 'exec', windows);
  expect(output.match(/^\w+ window: .*$/gm)).toEqual([
    'first window: 1 online',
    'second window: 2 online',
    'first window: 2 online',
    'first window: 1 online',
  ]);

  const google = await startStandIn(newCloud().answers);
  onTestFinished(() => google.close());
  const words = ['deploy', '--only', 'functions,database,firestore', '--force'];
  const deployed = await runCli(app, google.proxy, words);
  expect(deployed.output).toContain('Deploy complete!');
  const functions = createdFunctions(google);
  expect(functions['kit-presence-onUserStatusChanged']?.region).toBe('europe-west1');
  expect(functions.hello?.region).toBe('us-central1');
  const database = sent(google, 'PUT', '/.settings/rules.json')?.bytes.toString();
  expect(database).toContain('"messages"');
  expect(database).toContain('"leases"');
  const firestore = JSON.stringify(sent(google, 'POST', '/v1/projects/rehearsal/rulesets')?.body);
  expect(firestore).toContain('match /tasks/{task}');
  expect(firestore).toContain('match /status/{uid}');
});
