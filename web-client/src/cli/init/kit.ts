import { basename } from 'node:path';
import { DEFAULT_COLLECTION } from '@firebase-presence/contract';
import type { FirebaseConfig, FunctionsEntry } from '../project/firebase-json.ts';

/*
 * The function kit in the app's project, as `firebase functions:kits:install` of firebase-tools 15.34 makes it.
 */

export const KIT_PACKAGE = 'firebase-presence-functions';

/** The name of the kit and of its instance. */
export const KIT = 'presence';

/** Where the functions come from: an npm package, or a folder of the project that is a kit itself. */
export type KitSource = PackageSource | { directory: string; hasBuild: boolean };

interface PackageSource {
  package: string;
  version: string;
  /** The absolute path of the packed package; undefined if npm downloads it. */
  archive?: string;
}

const FOLDER = `function-kits/${KIT}`;

/** The folder that is deployed. */
export function sourceFolder(source: KitSource): string {
  return 'directory' in source ? source.directory : `${FOLDER}/source`;
}

/** The folder with the parameters. */
const PARAMETERS_FOLDER = `${FOLDER}/config-${KIT}`;

/** The entry of firebase.json. */
export function kitEntry(source: KitSource): string {
  const hasBuild = 'directory' in source ? source.hasBuild : true;
  const entry = {
    kit: KIT,
    ...('package' in source && { sourcePackage: { name: source.package } }),
    source: sourceFolder(source),
    instances: { [KIT]: PARAMETERS_FOLDER },
    ...(hasBuild && { predeploy: ['npm --prefix "$RESOURCE_DIR" run build'] }),
  };
  return JSON.stringify(entry, null, 2);
}

/** A file that is copied into the project. */
export interface Copy {
  /** The absolute path. */
  from: string;
  /** The path in the project. */
  path: string;
}

/** A packed package is copied into the folder that is deployed: the deployment contains nothing from outside. */
export function archiveCopy(source: KitSource): Copy | null {
  if (!('archive' in source) || source.archive === undefined) return null;
  return { from: source.archive, path: `${sourceFolder(source)}/${basename(source.archive)}` };
}

/** What `init` knows of the parameters of the functions. */
export interface KnownParameters {
  /** Null if nothing in the project names it. The Firebase CLI then asks for it. */
  region: string | null;
  collection: string;
}

/** The files of the kit, by their paths. */
export function kitFiles(source: KitSource, known: KnownParameters): Record<string, string> {
  const folder = sourceFolder(source);
  const lines = parameterLines(known);
  const parameters: Record<string, string> =
    lines.length === 0 ? {} : { [`${PARAMETERS_FOLDER}/.env`]: lines.join('') };
  if ('directory' in source) return parameters;
  return {
    [`${folder}/package.json`]: `${JSON.stringify(manifest(source.package, source.version), null, 2)}\n`,
    [`${folder}/tsconfig.json`]: `${JSON.stringify(TSCONFIG, null, 2)}\n`,
    [`${folder}/.gitignore`]: 'lib/\nnode_modules/\n*.local\n',
    [`${folder}/src/index.ts`]: indexSource(source.package),
    ...parameters,
  };
}

function parameterLines({ region, collection }: KnownParameters): string[] {
  return [
    ...(region === null ? [] : [`FUNCTION_DEFAULT_REGION=${region}\n`, `PRESENCE_REGION=${region}\n`]),
    ...(collection === DEFAULT_COLLECTION ? [] : [`PRESENCE_COLLECTION=${collection}\n`]),
  ];
}

/** The entry of firebase.json that deploys the functions of presence; undefined if there is none. */
export function presenceEntry(
  { functions }: Pick<FirebaseConfig, 'functions'>,
  read: (path: string) => string | null,
): FunctionsEntry | undefined {
  return functions.find(
    ({ packageName, source }) => packageName === KIT_PACKAGE || isPresence(`${source}/package.json`, read),
  );
}

/** True if the app has used the name of our kit or of its instance. */
export function isNameTaken({ functions }: Pick<FirebaseConfig, 'functions'>): boolean {
  return functions.some(({ kit, codebase, instances }) => kit === KIT || codebase === KIT || KIT in instances);
}

/** The functions' own package, or one that depends on it. */
function isPresence(path: string, read: (path: string) => string | null): boolean {
  const text = read(path);
  if (text === null) return false;
  return new RegExp(`"(${KIT_PACKAGE}|presence-functions)"`).test(text);
}

function manifest(name: string, version: string): Record<string, unknown> {
  return {
    name: `${KIT}-wrapper`,
    scripts: { build: 'tsc' },
    engines: { node: '22' },
    main: 'lib/index.js',
    dependencies: { 'firebase-admin': '^13.10.0', 'firebase-functions': '^7.4.0', [name]: version },
    devDependencies: { typescript: '^5.9.3' },
    private: true,
  };
}

const TSCONFIG = {
  compilerOptions: {
    module: 'NodeNext',
    esModuleInterop: true,
    moduleResolution: 'nodenext',
    noImplicitReturns: true,
    noUnusedLocals: true,
    outDir: 'lib',
    rootDir: 'src',
    sourceMap: true,
    strict: true,
    target: 'es2022',
    skipLibCheck: true,
  },
  compileOnSave: true,
  include: ['src'],
};

function indexSource(name: string): string {
  return `import { setGlobalOptions } from 'firebase-functions';
import { defineString } from 'firebase-functions/params';

// firebase deploy asks for each parameter that is not in ../config-${KIT}/.env.
export const regionParam = defineString('FUNCTION_DEFAULT_REGION', {
  input: { text: { nonEmpty: true } },
  description: 'The region of the functions that name none.',
});

setGlobalOptions({ region: regionParam });

// The functions of presence.
export * from '${name}';
`;
}
