import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findOnPath } from '../find-on-path.ts';

const JAR = join('platform', 'cloud-firestore-emulator', 'cloud-firestore-emulator.jar');

/** Google's own Firestore emulator as the Google Cloud CLI ships it. Asking `gcloud` itself would take seconds. */
export function findFirestoreJar(env: NodeJS.ProcessEnv): string | undefined {
  const gcloud = findOnPath('gcloud', env);
  if (gcloud === undefined) return undefined;
  // A package puts a link into /usr/bin; the real one lies in the `bin` of the CLI's root.
  const jar = join(dirname(dirname(realpathSync(gcloud))), JAR);
  return existsSync(jar) ? jar : undefined;
}
