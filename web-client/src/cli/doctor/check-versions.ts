import { join } from 'node:path';
import semver from 'semver';
import type { Finding } from '../finding.ts';
import { type App, functionsFolder } from '../project/app.ts';
import { copiesOf, type InstalledPackage, installedPackage, manifestAt } from '../project/packages.ts';

/** The versions that this package was tested with. */
export interface SupportedVersions {
  firebase: string;
}

const FUNCTIONS = '>=7.4.0 <8';
const ADMIN = '>=13 <15';
const NODE = '>=20';
const NODE_OF_FUNCTIONS = 22;
const TOOLS_WITH_KITS = '>=15.34.0';

/** The versions of Node and of the packages, and whether one of them is there twice. */
export function checkVersions(app: App, supported: SupportedVersions, node: string): Finding[] {
  const { folder } = app.project;
  const functions = functionsFolder(app);
  return [
    ...wrong('Node', { version: node }, NODE, 'Install Node 22.'),
    ...wrong('firebase', installedPackage(folder, 'firebase'), supported.firebase, 'npm install firebase@12'),
    ...(functions === null ? [] : ofFunctions(app, functions)),
    ...(app.functions?.kit ? tools(folder) : []),
    ...twoFirebases(folder),
  ];
}

function ofFunctions(app: App, folder: string): Finding[] {
  const prefix = `npm --prefix ${app.functions?.source ?? '.'} install`;
  const engines = manifestAt(folder)?.engines;
  const asked = typeof engines === 'object' && engines !== null && 'node' in engines ? String(engines.node) : null;
  const oldest = asked === null ? null : semver.validRange(asked) && semver.minVersion(asked);
  const findings = [
    ...wrong(
      'firebase-functions',
      installedPackage(folder, 'firebase-functions'),
      FUNCTIONS,
      `${prefix} firebase-functions@7`,
    ),
    ...wrong('firebase-admin', installedPackage(folder, 'firebase-admin'), ADMIN, `${prefix} firebase-admin@13`),
  ];
  if (oldest && oldest.major < NODE_OF_FUNCTIONS) {
    const what = `"engines" asks for Node ${asked}. The functions of presence need ${NODE_OF_FUNCTIONS}.`;
    const file = `${app.functions?.source}/package.json`;
    findings.push({
      code: 'version',
      severity: 'error',
      file,
      what,
      fix: `Set "engines": { "node": "${NODE_OF_FUNCTIONS}" }.`,
    });
  }
  return findings;
}

function tools(folder: string): Finding[] {
  const found = installedPackage(folder, 'firebase-tools');
  return wrong(
    'firebase-tools',
    found,
    TOOLS_WITH_KITS,
    'npm install --save-dev firebase-tools@15',
    'knows no function kits',
  );
}

function wrong(
  name: string,
  found: Pick<InstalledPackage, 'version'> | null,
  range: string,
  fix: string,
  why: string = 'does not fit',
): Finding[] {
  if (found === null || semver.satisfies(found.version, range, { includePrerelease: true })) return [];
  const what = `${name} ${found.version} ${why}. Presence needs ${range}.`;
  return [{ code: 'version', severity: 'error', what, fix }];
}

/** Two copies have two registries of apps: presence would not find the app that the other copy created. */
function twoFirebases(folder: string): Finding[] {
  const copies = [...copiesOf(folder, 'firebase'), ...linked(folder)];
  const folders = [...new Set(copies.map((copy) => copy.folder))];
  if (folders.length < 2) return [];
  const what = `firebase is installed ${folders.length} times: ${folders.map((one) => relativeTo(folder, one)).join(', ')}. Presence and the app would not share the Firebase app.`;
  return [
    { code: 'two-firebases', severity: 'error', what, fix: 'npm ls firebase, then one version for all: npm dedupe' },
  ];
}

/** The copy that a linked firebase-presence loads, from outside of the app. */
function linked(folder: string): InstalledPackage[] {
  const own = installedPackage(folder, 'firebase-presence');
  const found = own && installedPackage(own.folder, 'firebase');
  return found ? [found] : [];
}

function relativeTo(folder: string, path: string): string {
  const start = join(folder, '/');
  return path.startsWith(start) ? path.slice(start.length) : path;
}
