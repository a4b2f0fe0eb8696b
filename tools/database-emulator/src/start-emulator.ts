import { type FaultPlan, NO_FAULTS, readFaultPlan } from './chaos/fault-plan.ts';
import { Emulator } from './emulator.ts';
import { databasesOf, type ExportedDatabases, loadDatabases } from './export-folder.ts';
import { EmulatorServer } from './network/server.ts';
import type { FunctionsAddress } from './triggers/trigger-delivery.ts';

const DEFAULT_IDLE_MS = 60_000;

export interface StartOptions {
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** Default: a free port. */
  readonly port?: number;
  /** The text of a `database.rules.json`, for every database until its own upload. Default: every client reads and writes. */
  readonly rules?: string;
  /** The functions emulator. Default: none. */
  readonly functions?: FunctionsAddress;
  /** The milliseconds without an answer after which a client is gone. Default: 60,000. */
  readonly idleMs?: number;
  /** The faults for all databases, as `PUT /.chaos.json` takes them. Default: none. */
  readonly faults?: unknown;
  /** The data to start with. Default: none. */
  readonly databases?: ExportedDatabases;
}

/** A running emulator. */
export interface DatabaseEmulator {
  readonly host: string;
  readonly port: number;
  /** The `databaseURL` of a database, for the SDKs. The first client that names a database creates it. */
  databaseUrl(name: string): string;
  /** The data of each database that is not empty, by name. */
  databases(): ExportedDatabases;
  /** How many function events the functions emulator has not accepted yet. Does not count those that a fault delays or loses. */
  undeliveredEvents(): number;
  /** Ends all connections as if their clients were gone, and then closes the port. */
  close(): Promise<void>;
  /** The same, but without function events for the disconnect writes of the clients. */
  stop(): Promise<void>;
}

/** Starts an emulator in this process. */
export async function startEmulator(options: StartOptions = {}): Promise<DatabaseEmulator> {
  const emulator = new Emulator({
    ...(options.functions === undefined ? {} : { functions: options.functions }),
    ...(options.rules === undefined ? {} : { rules: options.rules }),
    idleMs: options.idleMs ?? DEFAULT_IDLE_MS,
  });
  emulator.chaos.plan(undefined, planOf(options.faults));
  loadDatabases(emulator.namespaces, options.databases ?? new Map());
  const server = new EmulatorServer(emulator);
  const { address: host, port } = await server.listen(options.host ?? '127.0.0.1', options.port ?? 0);
  return {
    host,
    port,
    databaseUrl: (name) => `http://${host}:${port}?ns=${name}`,
    databases: () => databasesOf(emulator.namespaces),
    undeliveredEvents: () => emulator.undeliveredEvents,
    close: () => server.close(),
    stop: () => server.stop(),
  };
}

function planOf(faults: unknown): FaultPlan {
  return faults === undefined ? NO_FAULTS : readFaultPlan(faults);
}
