import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import { afterAll, inject, onTestFinished } from 'vitest';

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
  launched ??= chromium.launch({ executablePath: inject('chromium'), args: ARGUMENTS });
  const profile = await (await launched).newContext(options);
  profile.setDefaultTimeout(TIMEOUT_MS);
  onTestFinished(() => profile.close());
  return profile;
}

afterAll(async () => {
  await (await launched)?.close();
});
