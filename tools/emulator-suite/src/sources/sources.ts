import { LauncherError } from '../launcher-error.ts';
import { findFirestoreJar } from './google-cloud-cli.ts';
import { canDownload, type Downloaded, isCached, officialTitle } from './official-emulator.ts';

/** Where the two emulators that are not part of firebase-tools come from. */
export type Source =
  | { readonly kind: 'official' }
  | { readonly kind: 'named'; readonly path: string }
  | { readonly kind: 'google-cloud-cli'; readonly jar: string }
  | { readonly kind: 'stand-in'; readonly because: 'no download' | 'no Java' };

export type Sources = Readonly<Partial<Record<Downloaded, Source>>>;

interface Wish {
  readonly officialOnly: boolean;
  /** Whether there is a Java that could run the official emulators. */
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

/** Everything but our stand-in runs on Java. */
export function needsJava({ firestore, database }: Sources): boolean {
  return [firestore, database].some((source) => source !== undefined && source.kind !== 'stand-in');
}

/** Whoever insists on the official one wants the real download and its error; everyone else wants a quick answer. */
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

/** Without Java the Realtime Database runs all the same, unless only the official emulator will do. */
function lacksJava(name: Downloaded, { officialOnly, hasJava }: Wish): boolean {
  return name === 'database' && !hasJava && !officialOnly;
}

/** firebase-tools' own way of naming another emulator; a person who uses it is taken at their word. */
function namedBinary(name: Downloaded, env: NodeJS.ProcessEnv): string | undefined {
  return env[`${name.toUpperCase()}_EMULATOR_BINARY_PATH`];
}

/** What runs when the official emulator cannot be had. */
export function substitute(name: Downloaded, officialOnly: boolean, firestoreJar: string | undefined): Source {
  if (officialOnly) throw new LauncherError(noOfficialMessage(name));
  if (name === 'database') return { kind: 'stand-in', because: 'no download' };
  if (firestoreJar === undefined) throw new LauncherError(NO_FIRESTORE);
  return { kind: 'google-cloud-cli', jar: firestoreJar };
}

/** One line each, for the person who wants to know what runs. */
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
      return `${source.path}, as ${name.toUpperCase()}_EMULATOR_BINARY_PATH says`;
    case 'google-cloud-cli':
      return "Google's emulator from the Google Cloud CLI (firebase-tools' own is not in its cache and cannot be downloaded)";
    case 'stand-in':
      return source.because === 'no Java'
        ? 'the Node stand-in of this project (the official one needs Java, and there is none that is new enough)'
        : 'the Node stand-in of this project (the official one is not in the cache of firebase-tools and cannot be downloaded)';
  }
}

function noOfficialMessage(name: Downloaded): string {
  return `--emulators official: the ${TITLES[name]} emulator is not in the cache of firebase-tools and cannot be downloaded here.
Where there is a network, run:  npx firebase setup:emulators:${name}
and copy ~/.cache/firebase/emulators to this machine, or point FIREBASE_EMULATORS_PATH at a copy.`;
}

const NO_FIRESTORE = `No Firestore emulator was found. Any one of these brings it:
  with a network     npx firebase setup:emulators:firestore
  Debian, Ubuntu     sudo apt-get install google-cloud-cli-firestore-emulator   (from Google Cloud's package source)
  Google Cloud CLI   gcloud components install cloud-firestore-emulator   (gcloud must be on the PATH)`;
