import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { LauncherError } from './launcher-error.ts';

/** The settings in firebase.json and .firebaserc. */
export interface Suite {
  readonly project: string;
  readonly configFile: string;
  readonly directory: string;
  readonly emulators: readonly Emulator[];
  /** Other programs that firebase-tools starts. Their ports can be busy too. */
  readonly helpers: readonly Emulator[];
  /** The major version of Node that the functions are deployed to; undefined if neither firebase.json nor their package.json names one. */
  readonly functionsNode: number | undefined;
}

export interface Emulator {
  readonly name: string;
  readonly title: string;
  readonly host: string;
  /** Undefined if firebase.json has none. Then firebase-tools chooses one. */
  readonly port: number | undefined;
}

const TITLES: Readonly<Record<string, string>> = {
  auth: 'Authentication',
  functions: 'Functions',
  firestore: 'Firestore',
  database: 'Realtime Database',
  hosting: 'Hosting',
};

const HELPERS = ['hub', 'logging'];

/** firebase-tools always starts them with the functions emulator. */
const HELPERS_OF_FUNCTIONS = ['eventarc', 'tasks'];

const HELPER_TITLES: Readonly<Record<string, string>> = {
  hub: 'Emulator Hub',
  logging: 'Logging',
  eventarc: 'Eventarc',
  tasks: 'Cloud Tasks',
};

export function readSuite(configPath: string, only: string | undefined): Suite {
  const configFile = resolve(configPath);
  const directory = dirname(configFile);
  const config = readJson(configFile);
  const emulators = selectEmulators(config, only);
  if (emulators.length === 0) throw new LauncherError(`${configFile} configures none of: ${only ?? 'the emulators'}.`);
  const helpers = selectHelpers(config, emulators);
  const project = readProject(directory);
  return {
    project,
    configFile,
    directory,
    emulators,
    helpers,
    functionsNode: functionsNodeOf(config, (source) => engineOf(join(directory, source))),
  };
}

/**
 * Reads `"runtime": "nodejs22"` of firebase.json or, as firebase-tools does where it is missing, `engines.node` of the functions. With several
 * codebases, the newest counts: one Node runs all of them.
 *
 * @param engineIn reads `engines.node` in the folder of a codebase
 */
export function functionsNodeOf({ functions }: Json, engineIn: (source: string) => unknown): number | undefined {
  const codebases = Array.isArray(functions) ? functions : [functions];
  const versions = codebases.map(asObject).flatMap(({ runtime, source = 'functions' }) => {
    const [text, pattern] =
      runtime === undefined ? [engineIn(String(source)), /^\D*(\d+)/] : [runtime, /^nodejs(\d+)$/];
    const [, major] = pattern.exec(String(text)) ?? [];
    return major === undefined ? [] : [Number(major)];
  });
  return versions.length === 0 ? undefined : Math.max(...versions);
}

function engineOf(folder: string): unknown {
  const file = join(folder, 'package.json');
  return existsSync(file) ? asObject(readJson(file).engines).node : undefined;
}

/** Makes the same choice as firebase-tools: every product in firebase.json, without those that `--only` leaves out. */
export function selectEmulators(config: Json, only: string | undefined): Emulator[] {
  const settings = asObject(config.emulators);
  const wanted = only?.split(',').map((name) => name.split(':')[0]);
  return Object.keys(TITLES)
    .filter((name) => name in config || name in settings)
    .filter((name) => wanted === undefined || wanted.includes(name))
    .map((name) => emulatorOf(name, settings));
}

export function selectHelpers(config: Json, emulators: readonly Emulator[]): Emulator[] {
  const hasFunctions = emulators.some(({ name }) => name === 'functions');
  const names = hasFunctions ? [...HELPERS, ...HELPERS_OF_FUNCTIONS] : HELPERS;
  return names.map((name) => emulatorOf(name, asObject(config.emulators)));
}

function emulatorOf(name: string, settings: Json): Emulator {
  const { host, port } = asObject(settings[name]);
  return {
    name,
    title: TITLES[name] ?? HELPER_TITLES[name] ?? name,
    host: typeof host === 'string' ? host : '127.0.0.1',
    port: port === undefined ? undefined : Number(port),
  };
}

function readProject(directory: string): string {
  const file = join(directory, '.firebaserc');
  const project = existsSync(file) ? asObject(readJson(file).projects).default : undefined;
  if (typeof project === 'string' && project.startsWith('demo-')) return project;
  throw new LauncherError(
    `The default project in ${file} is ${JSON.stringify(project)}. ` +
      `Use a name that begins with "demo-". With such a name the emulators reach no real project.`,
  );
}

type Json = Record<string, unknown>;

function readJson(file: string): Json {
  try {
    return asObject(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new LauncherError(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
