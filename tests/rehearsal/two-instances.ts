import { join } from 'node:path';
import { runCli } from './cli.ts';
import type { StandIn } from './stand-in.ts';

const INSTALL = ['functions:kits:install', '--directory', 'presence'];
const FIRST = '\n';
const SECOND = '\u001b[B\n';

/** Installs the kit of the project by the CLI twice: `presence-us`, and `presence-eu` in the second region that the CLI offers. */
export async function installTwoInstances(folder: string, google: StandIn): Promise<void> {
  await install(folder, google, 'Function kit presence successfully installed.', [
    ['What would you like to name this kit?', FIRST],
    ['What would you like to name this instance?', 'presence-us\n'],
    ['FUNCTION_DEFAULT_REGION:', 'us-central1\n'],
    ['Region of the Realtime Database:\n', FIRST],
  ]);
  await install(folder, google, 'Function kit instance presence-eu successfully added to kit presence.', [
    ['What would you like to name this instance?', 'presence-eu\n'],
    ['FUNCTION_DEFAULT_REGION:', 'us-central1\n'],
    ['Region of the Realtime Database:\n', SECOND],
  ]);
}

/** The folder in which the CLI keeps the parameters of an instance. */
export function configFolder(folder: string, instance: string): string {
  return join(folder, 'function-kits', 'presence', `config-${instance}`);
}

async function install(
  folder: string,
  google: StandIn,
  success: string,
  answers: readonly [question: string, keys: string][],
): Promise<void> {
  const { output } = await runCli(folder, google.proxy, INSTALL, answers);
  if (!output.includes(success)) throw new Error(`The CLI did not say "${success}", but:\n${output}`);
}
