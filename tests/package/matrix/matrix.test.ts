import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { run, sharedFolder } from '../folders.ts';
import { installEverything, node22 } from './install.ts';

const INSTALL_TIMEOUT_MS = 600_000;

let folder: string;

beforeAll(async () => {
  folder = await sharedFolder();
  await installEverything(folder);
}, INSTALL_TIMEOUT_MS);

test('TypeScript finds the types with node10', async () => {
  await compiles({ module: 'commonjs', moduleResolution: 'node10' }, 'types.ts');
});

test('TypeScript finds the types with node16, in ES modules and in CommonJS', async () => {
  await compiles({ module: 'node16', moduleResolution: 'node16' }, 'types.mts', 'types.cts');
});

test('TypeScript finds the types with bundler', async () => {
  await compiles({ module: 'esnext', moduleResolution: 'bundler' }, 'types.ts');
});

test('the types of every entry agree with its code in every module system', async () => {
  const [tarball] = (await run(folder, 'ls')).match(/firebase-presence-\S+\.tgz/) ?? [];
  expect(await run(folder, 'npx', 'attw', `${tarball}`)).toContain('No problems found');
});

test('import and require work in Node, in the version of the tests and in Node 22', async () => {
  for (const node of [process.execPath, node22(folder)]) {
    await isOnePresence(node, 'program.mjs');
    await isOnePresence(node, 'program.cjs');
  }
});

test('a program that loads both module systems gets an error for an app of the other one', async () => {
  const [noApp, otherApp, own] = lines(await run(folder, 'node', 'both-copies.cjs'));
  expect([noApp, otherApp, own]).toEqual(['presence/invalid-argument', 'presence/invalid-argument', 'started']);
});

test('a second copy of the package does not start presence again for the same app', async () => {
  const [refused, later] = lines(await run(folder, 'node', 'copy-of-a-library.cjs'));
  expect([refused, later]).toEqual(['presence/already-initialized', 'a new presence']);
});

test('Jest loads the package without a transform', async () => {
  expect(await run(folder, 'npx', 'jest', '--config', 'jest.config.cjs')).toContain('1 passed');
});

test('webpack 5 bundles the package for import and for require', async () => {
  await run(folder, 'node', 'webpack.cjs', 'webpack', './program.mjs', 'webpack-5-import.cjs');
  await isOnePresence('node', 'webpack-5-import.cjs');
  await run(folder, 'node', 'webpack.cjs', 'webpack', './program.cjs', 'webpack-5-require.cjs');
  await isOnePresence('node', 'webpack-5-require.cjs');
});

test('webpack 4, which does not read exports, bundles the package', async () => {
  await run(folder, 'node', 'webpack.cjs', 'webpack-4', './program.js', 'webpack-4.cjs');
  await isOnePresence('node', 'webpack-4.cjs');
});

test('Metro bundles the package with package exports', async () => {
  await run(folder, node22(folder), 'metro.cjs', 'with-exports', 'program.js', 'metro-with-exports.js');
  await isOnePresence('node', 'metro-with-exports.js');
});

test('Metro bundles the package without package exports', async () => {
  await run(folder, node22(folder), 'metro.cjs', 'without-exports', 'program.js', 'metro-without-exports.js');
  await isOnePresence('node', 'metro-without-exports.js');
});

test('esbuild bundles the package for browsers and for Node', async () => {
  for (const platform of ['browser', 'node']) {
    const out = `esbuild-${platform}.cjs`;
    await run(folder, 'npx', 'esbuild', 'program.js', '--bundle', `--platform=${platform}`, `--outfile=${out}`);
    await isOnePresence('node', out);
  }
});

test('Vite bundles the package for a server', async () => {
  await run(folder, 'npx', 'vite', 'build', '--ssr', 'program.mjs', '--outDir', 'vite');
  await isOnePresence('node', 'vite/program.mjs');
});

async function compiles(options: { module: string; moduleResolution: string }, ...files: string[]): Promise<void> {
  const compilerOptions = { ...options, strict: true, noEmit: true, target: 'es2022', skipLibCheck: true, types: [] };
  const config = `tsconfig.${options.moduleResolution}.json`;
  await writeFile(join(folder, config), JSON.stringify({ compilerOptions, files }));
  await run(folder, 'npx', 'tsc', '--project', config);
}

async function isOnePresence(node: string, program: string): Promise<void> {
  expect(lines(await run(folder, node, program))).toContain('one presence');
}

function lines(text: string): string[] {
  return text.trim().split('\n');
}
