import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import downloads from 'firebase-tools/lib/emulator/downloadableEmulatorInfo.json' with { type: 'json' };

/** The two emulators that firebase-tools downloads on first use. All others are part of it. */
export type Downloaded = 'firestore' | 'database';

/** An open network answers at once. A closed one may never answer, so the wait has a limit. */
const PROBE_TIMEOUT_MS = 2000;

export function isCached(name: Downloaded, env: NodeJS.ProcessEnv): boolean {
  const cache = env.FIREBASE_EMULATORS_PATH || join(homedir(), '.cache', 'firebase', 'emulators');
  return existsSync(join(cache, downloads[name].downloadPathRelativeToCacheDir));
}

export async function canDownload(name: Downloaded): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
    const response = await fetch(downloads[name].remoteUrl, { method: 'HEAD', signal });
    // A network that answers every request with its login page sends another size.
    return response.ok && Number(response.headers.get('content-length')) === downloads[name].expectedSize;
  } catch {
    return false;
  }
}

export function officialTitle(name: Downloaded): string {
  return `the official emulator ${downloads[name].version}`;
}
