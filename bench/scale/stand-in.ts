import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { askAsOwner } from '../../tests/kit/ask-as-owner.ts';
import { deployed } from '../../tests/kit/deployed.ts';
import type { Address } from '../../tests/kit/suite.ts';

const PROGRAM = fileURLToPath(import.meta.resolve('database-emulator/bin'));

export const NAMESPACE = 'scale';

/** The stand-in for the Realtime Database, alone in a process, with the deployed rules. */
export interface StandIn extends Address {
  /** The memory of the process, as the operating system reports it. */
  residentBytes(): number;
  /** Writes without rules. */
  put(path: string, json: unknown): Promise<void>;
  /** Counts the children of a path. */
  count(path: string): Promise<number>;
  close(): Promise<void>;
}

export async function startStandIn(): Promise<StandIn> {
  const child = spawn(process.execPath, [PROGRAM, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const address = { host: '127.0.0.1', port: Number(/:(\d+)$/.exec(String(line))?.[1]) };
  const standIn: StandIn = {
    ...address,
    residentBytes: () =>
      1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })),
    async put(path, json) {
      await ask(address, 'PUT', path, typeof json === 'string' ? json : JSON.stringify(json));
    },
    count: async (path) => Object.keys(JSON.parse(await ask(address, 'GET', path)) ?? {}).length,
    async close() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
  await standIn.put('/.settings/rules', deployed('database.rules.json'));
  return standIn;
}

function ask({ host, port }: Address, method: string, path: string, body?: string): Promise<string> {
  return askAsOwner(method, `http://${host}:${port}${path}.json?ns=${NAMESPACE}`, body);
}
