import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { askAsOwner } from '../../tests/kit/ask-as-owner.ts';
import { deployed } from '../../tests/kit/deployed.ts';
import type { Address } from '../../tests/kit/suite.ts';

const PROGRAM = fileURLToPath(import.meta.resolve('database-emulator/bin'));

export const NAMESPACE = 'scale';

export interface StandInOptions {
  /** The name of the database instance. Default: {@link NAMESPACE}. */
  namespace?: string;
  /** Where the events of the triggers go. Default: nowhere. */
  functions?: Address;
}

/** The stand-in for the Realtime Database, alone in a process, with the deployed rules. */
export interface StandIn extends Address {
  readonly namespace: string;
  /** The memory of the process, as the operating system reports it. */
  residentBytes(): number;
  /** Writes without rules. */
  put(path: string, json: unknown): Promise<void>;
  /** Reads without rules. */
  get(path: string, query?: string): Promise<unknown>;
  /** Sends the events of these changes to the functions. */
  registers(projectId: string, trigger: { name: string; path: string; event: string }): Promise<void>;
  /** Counts the children of a path. */
  count(path: string): Promise<number>;
  close(): Promise<void>;
}

export async function startStandIn({ namespace = NAMESPACE, functions }: StandInOptions = {}): Promise<StandIn> {
  const toFunctions = functions
    ? ['--functions_emulator_host', functions.host, '--functions_emulator_port', String(functions.port)]
    : [];
  const child = spawn(process.execPath, [PROGRAM, '--port', '0', ...toFunctions], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const address = { host: '127.0.0.1', port: Number(/:(\d+)$/.exec(String(line))?.[1]) };
  const ask = (method: string, path: string, body?: string, query = ''): Promise<string> =>
    askAsOwner(method, `http://${address.host}:${address.port}${path}.json?ns=${namespace}&${query}`, body);
  const get = async (path: string, query?: string): Promise<unknown> =>
    JSON.parse(await ask('GET', path, undefined, query));
  const standIn: StandIn = {
    ...address,
    namespace,
    residentBytes: () =>
      1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })),
    async put(path, json) {
      await ask('PUT', path, typeof json === 'string' ? json : JSON.stringify(json));
    },
    get,
    async registers(projectId, { name, path, event }) {
      const registration = {
        name: `projects/${projectId}/locations/us-central1/triggers/${name}-0`,
        path,
        event: `google.firebase.database.ref.v1.${event}`,
        namespacePattern: '*',
      };
      await ask('POST', '/.settings/functionTriggers', JSON.stringify(registration));
    },
    count: async (path) => Object.keys(Object((await get(path)) ?? {})).length,
    async close() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
  await standIn.put('/.settings/rules', deployed('database.rules.json'));
  return standIn;
}
