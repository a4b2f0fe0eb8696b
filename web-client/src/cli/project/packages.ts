import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isObject } from '../text/json.ts';

/** An installed package. */
export interface InstalledPackage {
  folder: string;
  version: string;
}

/** The package that code in a folder would load; null if none is installed. */
export function installedPackage(folder: string, name: string): InstalledPackage | null {
  const place = join(resolve(folder), 'node_modules', name);
  const found = packageAt(place);
  if (found) return found;
  const above = dirname(resolve(folder));
  return above === resolve(folder) ? null : installedPackage(above, name);
}

/** Each copy of a package below the `node_modules` of a folder, also those inside of other packages. */
export function copiesOf(folder: string, name: string): InstalledPackage[] {
  const copies = new Map<string, InstalledPackage>();
  const visit = (modules: string, depth: number): void => {
    const found = packageAt(join(modules, name));
    if (found) copies.set(found.folder, found);
    if (depth === 0) return;
    for (const one of packagesIn(modules)) visit(join(one, 'node_modules'), depth - 1);
  };
  visit(join(folder, 'node_modules'), NESTED);
  return [...copies.values()];
}

/** npm nests a package inside of one that needs another version. Deeper copies are those of copies. */
const NESTED = 2;

/** What a package.json says; null if there is none or it is no JSON. */
export function manifestAt(folder: string): Record<string, unknown> | null {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return null;
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function packageAt(place: string): InstalledPackage | null {
  const version = manifestAt(place)?.version;
  return typeof version === 'string' ? { folder: realpathSync(place), version } : null;
}

function packagesIn(modules: string): string[] {
  if (!existsSync(modules)) return [];
  return readdirSync(modules).flatMap((name) => {
    const place = join(modules, name);
    if (name.startsWith('.')) return [];
    return name.startsWith('@') ? readdirSync(place).map((scoped) => join(place, scoped)) : [place];
  });
}
