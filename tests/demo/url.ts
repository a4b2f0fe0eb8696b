import { loadDemoRules } from '../../demo/rules.ts';
import * as suite from '../kit/suite.ts';

/** Where the Hosting emulator serves the demo. The Firestore emulator has the rules of the demo from then on. */
export async function demoUrl(): Promise<string> {
  const { host, port } = await suite.emulator('hosting');
  const url = `http://${host}:${port}/`;
  const { ok } = await fetch(url);
  if (!ok) throw new Error(`${url} serves no demo. Build it: npm run build -w demo`);
  await loadDemoRules(suite.firestore(), suite.PROJECT);
  return url;
}
