import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** A copy of what this repository deploys, in a folder of its own. */
export async function repositoryProject(): Promise<string> {
  const folder = await emptyProject();
  for (const name of ['database.rules.json', 'firestore.rules', 'firestore.indexes.json']) {
    await cp(join(repository, name), join(folder, name));
  }
  const config = JSON.parse(await readFile(join(repository, 'firebase.json'), 'utf8'));
  // They are built already.
  delete config.functions[0].predeploy;
  await writeFile(join(folder, 'firebase.json'), JSON.stringify(config));
  const skipped = ['node_modules', '.env.demo-presence'];
  await cp(join(repository, 'functions'), join(folder, 'functions'), {
    recursive: true,
    filter: (source) => !skipped.some((name) => source.endsWith(`/${name}`)),
  });
  await symlink(join(repository, 'node_modules'), join(folder, 'functions', 'node_modules'));
  return folder;
}

async function emptyProject(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rehearsal-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, '.firebaserc'), JSON.stringify({ projects: { default: 'rehearsal' } }));
  await mkdir(join(folder, 'functions'), { recursive: true });
  return folder;
}

/**
 * An empty project with a kit in the folder `presence`, as `functions:kits:install --package` makes it: of the CLI's own templates, with the
 * packed functions in place of the published ones.
 */
export async function kitProject(): Promise<string> {
  const folder = await emptyProject();
  await writeFile(join(folder, 'firebase.json'), '{}');
  const kit = join(folder, 'presence');
  await mkdir(join(kit, 'src'), { recursive: true });
  const manifest = JSON.parse((await template('package-kit.json')).replaceAll('{{RUNTIME}}', '22'));
  const tarball = await pack(kit);
  await writeFile(
    join(kit, 'package.json'),
    JSON.stringify({
      ...manifest,
      name: 'presence-wrapper',
      dependencies: { 'firebase-presence-functions': `file:./${tarball}`, ...SDKS },
      devDependencies: { typescript: '5.9.3' },
    }),
  );
  await writeFile(join(kit, 'tsconfig.json'), await template('tsconfig.json'));
  const index = (await template('index-kit.ts')).replaceAll('{{PACKAGE_NAME}}', 'firebase-presence-functions');
  await writeFile(join(kit, 'src', 'index.ts'), index);
  return folder;
}

/** The CLI adds these two, because the kit has them as peers. */
const SDKS = { 'firebase-admin': '13.10.0', 'firebase-functions': '7.4.0' };

async function pack(folder: string): Promise<string> {
  const args = ['pack', '--json', '--pack-destination', folder];
  const { stdout } = await promisify(execFile)('npm', args, { cwd: join(repository, 'functions') });
  return JSON.parse(stdout)[0].filename;
}

function template(name: string): Promise<string> {
  const tools = dirname(createRequire(import.meta.url).resolve('firebase-tools/package.json'));
  return readFile(join(tools, 'templates', 'init', 'functions', 'typescript', name), 'utf8');
}
