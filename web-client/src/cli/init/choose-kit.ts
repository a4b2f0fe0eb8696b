import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CannotRun } from '../exit-code.ts';
import { manifestAt } from '../project/packages.ts';
import { type Project, pathInside } from '../project/project.ts';
import { isObject } from '../text/json.ts';
import { KIT_PACKAGE, type KitSource, sourceFolder } from './kit.ts';

export interface KitChoice {
  /** An npm package with or without a version, or the path of a packed one. */
  package?: string | undefined;
  /** A folder of the project that is the functions codebase itself. */
  directory?: string | undefined;
}

/** @param version the version of this package, to which the functions belong */
export function chooseKit(project: Project, choice: KitChoice, version: string): KitSource {
  if (choice.package !== undefined && choice.directory !== undefined) {
    throw new CannotRun('--package and --directory exclude each other.', 'Give only one of them.');
  }
  if (choice.directory !== undefined) return directoryKit(project, choice.directory);
  const wanted = choice.package ?? KIT_PACKAGE;
  if (/^[./]|\.tgz$/.test(wanted)) return packedKit(wanted);
  const at = wanted.lastIndexOf('@');
  const [name, asked] = at > 0 ? [wanted.slice(0, at), wanted.slice(at + 1)] : [wanted, ''];
  return { package: name, version: asked || `^${version}` };
}

/** @throws CannotRun if the functions in the project come from another package than the command line names */
export function refuseOtherPackage(project: Project, kit: KitSource): void {
  if ('directory' in kit) return;
  const manifest = manifestAt(join(project.folder, sourceFolder(kit)));
  const dependencies = isObject(manifest?.dependencies) ? manifest.dependencies : {};
  const present = dependencies[kit.package];
  if (present === undefined || present === kit.version) return;
  throw new CannotRun(
    `The functions in this project come from ${kit.package} ${present}, and --package means ${kit.version}.`,
    'npx firebase-presence init --undo, then run this command again.',
  );
}

function directoryKit(project: Project, directory: string): KitSource {
  const inside = pathInside(project, directory);
  const manifest = project.read(`${inside}/package.json`);
  if (manifest === null) {
    throw new CannotRun(`There is no ${inside}/package.json.`, 'Give the folder of a functions codebase.');
  }
  const value: unknown = JSON.parse(manifest);
  const scripts = isObject(value) && isObject(value.scripts) ? value.scripts : {};
  return { directory: inside, hasBuild: 'build' in scripts };
}

/** The path is that of the folder in which the command was called, as for each program. */
function packedKit(path: string): KitSource {
  if (!path.endsWith('.tgz')) {
    const fix = 'Pack it with npm pack, and give the .tgz file. For a folder of your project, use --directory.';
    throw new CannotRun(`--package ${path} is neither the name of an npm package nor a .tgz file.`, fix);
  }
  const archive = resolve(path);
  if (!existsSync(archive)) {
    throw new CannotRun(`There is no file ${path}.`, 'Make it with npm pack, and give its path.');
  }
  return { package: KIT_PACKAGE, version: `file:${basename(archive)}`, archive };
}
