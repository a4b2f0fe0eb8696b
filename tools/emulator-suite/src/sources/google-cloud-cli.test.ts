import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findFirestoreJar } from './google-cloud-cli.ts';

const JAR = 'platform/cloud-firestore-emulator/cloud-firestore-emulator.jar';

test('the jar is found through a link to gcloud', () => {
  const { root, links } = googleCloudCli();
  mkdirSync(dirname(join(root, JAR)), { recursive: true });
  writeFileSync(join(root, JAR), '');
  expect(findFirestoreJar({ PATH: `/nowhere:${links}` })).toBe(join(root, JAR));
});

test('a gcloud without the component has no jar', () => {
  expect(findFirestoreJar({ PATH: googleCloudCli().links })).toBeUndefined();
});

test('without gcloud there is no jar', () => {
  expect(findFirestoreJar({ PATH: '/nowhere' })).toBeUndefined();
});

function googleCloudCli(): { root: string; links: string } {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'gcloud-test-')));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const [root, links] = [join(directory, 'google cloud sdk'), join(directory, 'links')];
  for (const folder of [join(root, 'bin'), links]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(root, 'bin', 'gcloud'), '');
  chmodSync(join(root, 'bin', 'gcloud'), 0o755);
  symlinkSync(join(root, 'bin', 'gcloud'), join(links, 'gcloud'));
  return { root, links };
}
