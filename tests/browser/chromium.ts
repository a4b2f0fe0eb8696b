import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Without a network of its own to talk to, and as root, as it is on a continuous integration machine. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A slow machine is no failure: like the limits of vitest, this only ends what would hang. */
const TIMEOUT_MS = 60_000;

let launched: Promise<Browser> | undefined;

/** The browser of one person: nothing is shared with any other, least of all the six connections to a host. */
export async function newProfile(options?: BrowserContextOptions): Promise<BrowserContext> {
  launched ??= chromium.launch({ executablePath: findChromium(process.env), args: ARGUMENTS });
  const profile = await (await launched).newContext(options);
  profile.setDefaultTimeout(TIMEOUT_MS);
  onTestFinished(() => profile.close());
  return profile;
}

afterAll(async () => {
  await (await launched)?.close();
});

function findChromium({ CHROME_PATH, PATH = '' }: NodeJS.ProcessEnv): string {
  if (CHROME_PATH) return CHROME_PATH;
  const candidates = NAMES.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)));
  const found = candidates.find(isExecutable);
  if (found) return found;
  throw new Error(
    `No browser: none of ${NAMES.join(', ')} is on the PATH. Install Chromium (Debian: apt-get install chromium), or set CHROME_PATH to the Chromium or Chrome that you have.`,
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
