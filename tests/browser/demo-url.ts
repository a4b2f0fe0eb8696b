import * as suite from '../suite.ts';

/** Where the Hosting emulator serves the demo. The hub knows, for no variable says it. */
export async function demoUrl(): Promise<string> {
  const hub = process.env.FIREBASE_EMULATOR_HUB;
  if (!hub) throw new Error(`The emulator suite of ${suite.PROJECT} does not run: FIREBASE_EMULATOR_HUB is not set.`);
  const answer = await fetch(`http://${hub}/emulators`);
  const { hosting }: { hosting?: suite.Address } = JSON.parse(await answer.text());
  if (!hosting) throw new Error('The Hosting emulator does not run, so there is no demo to look at.');
  const url = `http://${hosting.host}:${hosting.port}/`;
  const { ok } = await fetch(url);
  if (!ok) throw new Error(`${url} serves no demo. Build it: npm run build -w demo`);
  return url;
}
