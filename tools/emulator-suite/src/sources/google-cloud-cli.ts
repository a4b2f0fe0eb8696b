import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import which from 'which';

const JAR = join('platform', 'cloud-firestore-emulator', 'cloud-firestore-emulator.jar');

/** Finds Google's Firestore emulator in the Google Cloud CLI. A call of `gcloud` itself would take seconds. */
export function findFirestoreJar(env: NodeJS.ProcessEnv): string | undefined {
  const gcloud = which.sync('gcloud', { path: env.PATH ?? '', nothrow: true });
  if (gcloud === null) return undefined;
  // A package puts a link into /usr/bin. The real file is in the `bin` of the CLI's root.
  const jar = join(dirname(dirname(realpathSync(gcloud))), JAR);
  return existsSync(jar) ? jar : undefined;
}
