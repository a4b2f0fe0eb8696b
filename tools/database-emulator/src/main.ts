import { parseArgs } from 'node:util';
import { readFaultPlan } from './chaos/fault-plan.ts';
import { Emulator } from './emulator.ts';
import { parseJson } from './json.ts';
import { EmulatorServer } from './network/server.ts';
import type { FunctionsAddress } from './triggers/trigger-delivery.ts';

const DEFAULT_IDLE_MS = 60_000;

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '9000' },
    functions_emulator_host: { type: 'string' },
    functions_emulator_port: { type: 'string' },
    // The official emulator warns about other projects' namespaces; here every namespace is welcome.
    single_project_mode: { type: 'string' },
  },
});

const functions = functionsAddress(values.functions_emulator_host, values.functions_emulator_port);
const emulator = new Emulator({
  ...(functions === undefined ? {} : { functions }),
  idleMs: idleTime(process.env.RTDB_IDLE_MS),
});
if (process.env.RTDB_CHAOS) {
  emulator.chaos.plan(undefined, readFaultPlan(parseJson(process.env.RTDB_CHAOS)));
}
const server = new EmulatorServer(emulator);
const { address, port } = await server.listen(values.host, Number(values.port));
console.log(`Realtime Database emulator (Node stand-in) listening on http://${address}:${port}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void server.close().then(() => process.exit(0)));
}

function functionsAddress(host: string | undefined, port: string | undefined): FunctionsAddress | undefined {
  return host === undefined || port === undefined ? undefined : { host, port: Number(port) };
}

function idleTime(text: string | undefined): number {
  const idleMs = Number(text ?? DEFAULT_IDLE_MS);
  if (!(idleMs > 0)) {
    throw new RangeError(`RTDB_IDLE_MS must be a number of milliseconds, not ${text}`);
  }
  return idleMs;
}
