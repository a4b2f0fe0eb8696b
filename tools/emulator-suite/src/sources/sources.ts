import { LauncherError } from '../launcher-error.ts';
import { findFirestoreJar } from './google-cloud-cli.ts';
import { canDownload, type Downloaded, isCached, officialTitle } from './official-emulator.ts';

/** The source of one of the two emulators that are not part of firebase-tools. */
export type Source =
  | { readonly kind: 'official' }
  | { readonly kind: 'named'; readonly path: string }
  | { readonly kind: 'google-cloud-cli'; readonly jar: string }
  | { readonly kind: 'stand-in'; readonly because: 'no download' | 'no Java' };

export type Sources = Readonly<Partial<Record<Downloaded, Source>>>;

interface Wish {
  readonly officialOnly: boolean;
  /** True if there is a Java that can run the official emulators. */
  readonly hasJava: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly download: (name: Downloaded) => Promise<void>;
}

const TITLES: Readonly<Record<Downloaded, string>> = { firestore: 'Firestore', database: 'Realtime Database' };

export async function chooseSources(names: readonly string[], wish: Wish): Promise<Sources> {
  const wanted = (['firestore', 'database'] as const).filter((name) => names.includes(name));
  const attempts = await Promise.all(wanted.map((name) => deservesAttempt(name, wish)));
  const sources: Partial<Record<Downloaded, Source>> = {};
  for (const [index, name] of wanted.entries()) {
    sources[name] = await chooseSource(name, wish, attempts[index] === true);
  }
  return sources;
}

/** All emulators except our stand-in run on Java. */
export function needsJava({ firestore, database }: Sources): boolean {
  return [firestore, database].some((source) => source !== undefined && source.kind !== 'stand-in');
}

/** With `--emulators official` the real download and its error are wanted. Otherwise a quick answer is. */
async function deservesAttempt(name: Downloaded, wish: Wish): Promise<boolean> {
  const { officialOnly, env } = wish;
  if (namedBinary(name, env) || isCached(name, env) || lacksJava(name, wish)) return false;
  return officialOnly || (await canDownload(name));
}

async function chooseSource(name: Downloaded, wish: Wish, attempt: boolean): Promise<Source> {
  const { officialOnly, env, download } = wish;
  const path = namedBinary(name, env);
  if (path) return { kind: 'named', path };
  if (lacksJava(name, wish)) return { kind: 'stand-in', because: 'no Java' };
  if (attempt) await download(name);
  if (isCached(name, env)) return { kind: 'official' };
  return substitute(name, officialOnly, findFirestoreJar(env));
}

/** Without Java the Realtime Database runs on the stand-in, unless only the official emulator is allowed. */
function lacksJava(name: Downloaded, { officialOnly, hasJava }: Wish): boolean {
  return name === 'database' && !hasJava && !officialOnly;
}

/** The variable by which firebase-tools lets a user name another emulator. The path is not checked. */
function namedBinary(name: Downloaded, env: NodeJS.ProcessEnv): string | undefined {
  return env[`${name.toUpperCase()}_EMULATOR_BINARY_PATH`];
}

/** Returns the substitute for an official emulator that is not available. */
export function substitute(name: Downloaded, officialOnly: boolean, firestoreJar: string | undefined): Source {
  if (officialOnly) throw new LauncherError(noOfficialMessage(name));
  if (name === 'database') return { kind: 'stand-in', because: 'no download' };
  if (firestoreJar === undefined) throw new LauncherError(NO_FIRESTORE);
  return { kind: 'google-cloud-cli', jar: firestoreJar };
}

/** One line for each emulator, with the one that runs. */
export function describeSources(sources: Sources): string[] {
  return (['firestore', 'database'] as const).flatMap((name) => {
    const source = sources[name];
    return source ? [`${TITLES[name]}: ${describe(name, source)}`] : [];
  });
}

function describe(name: Downloaded, source: Source): string {
  switch (source.kind) {
    case 'official':
      return officialTitle(name);
    case 'named':
      return `${source.path}, from ${name.toUpperCase()}_EMULATOR_BINARY_PATH`;
    case 'google-cloud-cli':
      return "Google's emulator from the Google Cloud CLI (firebase-tools' own is not in its cache and cannot be downloaded)";
    case 'stand-in':
      return source.because === 'no Java'
        ? 'the Node stand-in of this project (the official one needs Java, and no Java that is new enough was found)'
        : 'the Node stand-in of this project (the official one is not in the cache of firebase-tools and cannot be downloaded)';
  }
}

function noOfficialMessage(name: Downloaded): string {
  return `--emulators official: the ${TITLES[name]} emulator is not in the cache of firebase-tools and cannot be downloaded here.
On a machine with a network, run:  npx firebase setup:emulators:${name}
and copy ~/.cache/firebase/emulators to this machine, or point FIREBASE_EMULATORS_PATH at a copy.`;
}

const NO_FIRESTORE = `No Firestore emulator was found. Any of these commands installs one:
  with a network     npx firebase setup:emulators:firestore
  Debian, Ubuntu     sudo apt-get install google-cloud-cli-firestore-emulator   (from Google Cloud's package source)
  Google Cloud CLI   gcloud components install cloud-firestore-emulator   (gcloud must be on the PATH)`;
