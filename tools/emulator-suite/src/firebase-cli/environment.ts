import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JAVA_LAUNCHER } from '../java/java-candidates.ts';
import type { Sources } from '../sources/sources.ts';
import type { RunFolder } from './run-folder.ts';

/** The environment of every call of the firebase CLI. */
export function cliEnvironment(base: NodeJS.ProcessEnv, folder: RunFolder): NodeJS.ProcessEnv {
  const noProxy = [base.NO_PROXY ?? base.no_proxy, '127.0.0.1', 'localhost', '::1'].filter(Boolean).join(',');
  return {
    ...base,
    EMULATOR_SUITE_FOLDER: folder.directory,
    XDG_CONFIG_HOME: folder.config,
    NO_UPDATE_NOTIFIER: '1',
    // Otherwise the CLI and the SDKs reach for the emulators through a proxy.
    NO_PROXY: noProxy,
    no_proxy: noProxy,
    // Otherwise the CLI and the Admin SDK look for it on the network.
    METADATA_SERVER_DETECTION: 'none',
    // Functions describe themselves in a file. Otherwise they use a port that is open to the whole network, and end four seconds later.
    FIREBASE_FUNCTIONS_DISCOVERY_OUTPUT_PATH: folder.directory,
    FUNCTIONS_DISCOVERY_TIMEOUT: base.FUNCTIONS_DISCOVERY_TIMEOUT ?? '60',
  };
}

interface Parts {
  readonly project: string;
  readonly folder: RunFolder;
  readonly sources: Sources;
  readonly java: string | undefined;
  /** Host and port of the metadata server. */
  readonly metadataHost: string;
}

/** The environment of the suite, and so of every function and every command in it. */
export function suiteEnvironment(
  cli: NodeJS.ProcessEnv,
  { project, folder, sources, java, metadataHost }: Parts,
): NodeJS.ProcessEnv {
  // Without these two the CLI sends the Admin SDK, in functions and in commands, to a database with the name of the project. Browsers use
  // the default database, and only that one has the rules.
  const databaseURL = `https://${project}-default-rtdb.firebaseio.com`;
  const config = { projectId: project, storageBucket: `${project}.appspot.com`, databaseURL };
  return {
    ...cli,
    DATABASE_URL: databaseURL,
    FIREBASE_CONFIG: JSON.stringify(config),
    GCE_METADATA_HOST: metadataHost,
    ...javaLauncher(cli, java),
    ...substitutes(folder, sources),
  };
}

function javaLauncher(cli: NodeJS.ProcessEnv, java: string | undefined): NodeJS.ProcessEnv {
  return {
    PATH: `${JAVA_LAUNCHER}${delimiter}${cli.PATH ?? ''}`,
    // Empty, not absent: inside another suite the variable has a path that may be gone.
    EMULATOR_SUITE_JAVA: java ?? '',
  };
}

function substitutes(folder: RunFolder, { firestore, database }: Sources): NodeJS.ProcessEnv {
  return {
    ...(firestore?.kind === 'google-cloud-cli' && {
      FIRESTORE_EMULATOR_BINARY_PATH: folder.firestore,
      EMULATOR_SUITE_FIRESTORE: folder.firestore,
      EMULATOR_SUITE_FIRESTORE_JAR: firestore.jar,
    }),
    ...(database?.kind === 'stand-in' && {
      DATABASE_EMULATOR_BINARY_PATH: folder.database,
      EMULATOR_SUITE_DATABASE: folder.database,
      EMULATOR_SUITE_DATABASE_BIN: fileURLToPath(import.meta.resolve('database-emulator/bin')),
      EMULATOR_SUITE_NODE: process.execPath,
    }),
  };
}
