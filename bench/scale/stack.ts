import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Firestore } from 'firebase-admin/firestore';
import { fieldsOf } from '../../contract/index.ts';
import { newProject } from '../../tests/kit/new-project.ts';
import type { Address } from '../../tests/kit/suite.ts';
import { TaskServer } from './cloud-tasks.ts';
import { type StandIn, startStandIn } from './stand-in.ts';

const WORKER = fileURLToPath(new URL('functions-process.cjs', import.meta.url));
const FUNCTIONS = fileURLToPath(new URL('../../functions/lib/index.cjs', import.meta.url));

/** As deployed: Cloud Tasks runs so many ticks at once, and an instance with a part of a processor runs one at a time. */
const TICK_WORKERS = 6;

/** What the functions did so far. */
export interface Work {
  /** The time of the processor of all workers, in milliseconds. */
  readonly cpuMs: number;
  /** How often a tick looked at a user whose mark was due. */
  readonly looks: number;
}

/**
 * The deployed functions with their databases. The stand-in, each worker and Firestore's emulator have a process of their own. Each database
 * instance has its own workers; all write to one Firestore.
 */
export class Stack {
  readonly firestore: Firestore;
  readonly #instances: readonly Instance[];

  static async open(instances: number): Promise<Stack> {
    const project = await newProject('scale');
    const names = Array.from({ length: instances }, (_, index) => `${project.projectId}-${index}`);
    const opened = names.map((namespace) => Instance.open(project.projectId, namespace));
    return new Stack(project.firestore, await Promise.all(opened));
  }

  private constructor(firestore: Firestore, instances: readonly Instance[]) {
    this.firestore = firestore;
    this.#instances = instances;
  }

  get databases(): readonly StandIn[] {
    return this.#instances.map(({ standIn }) => standIn);
  }

  async work(): Promise<Work> {
    const all = await Promise.all(this.#instances.map((instance) => instance.work()));
    return {
      cpuMs: all.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
      looks: all.reduce((sum, { looks }) => sum + looks, 0),
    };
  }

  /** True if no event waits, no handler runs, and no user waits for a tick. */
  async isQuiet(): Promise<boolean> {
    return (await Promise.all(this.#instances.map((instance) => instance.isQuiet()))).every(Boolean);
  }

  async close(): Promise<void> {
    await Promise.all(this.#instances.map((instance) => instance.close()));
  }
}

interface InstanceParts {
  readonly standIn: StandIn;
  readonly tasks: TaskServer;
  readonly events: FunctionsWorker;
  readonly ticks: readonly FunctionsWorker[];
}

/** One database instance, with its functions. */
class Instance {
  readonly standIn: StandIn;
  readonly #tasks: TaskServer;
  readonly #events: FunctionsWorker;
  readonly #ticks: readonly FunctionsWorker[];

  static async open(projectId: string, namespace: string): Promise<Instance> {
    const [tasks, events, ...ticks] = await Promise.all([
      TaskServer.open(),
      FunctionsWorker.start(),
      ...Array.from({ length: TICK_WORKERS }, () => FunctionsWorker.start()),
    ]);
    const standIn = await startStandIn({ namespace, functions: events.address });
    const environment = {
      GCLOUD_PROJECT: projectId,
      PRESENCE_REGION: 'us-central1',
      FIREBASE_CONFIG: JSON.stringify({
        projectId,
        databaseURL: `https://${namespace}.firebaseio.com`,
        // Otherwise each task asks the metadata server of Google's cloud for the account.
        serviceAccountId: `functions@${projectId}.iam.gserviceaccount.com`,
      }),
      FIREBASE_DATABASE_EMULATOR_HOST: `${standIn.host}:${standIn.port}`,
      CLOUD_TASKS_EMULATOR_HOST: `${tasks.address.host}:${tasks.address.port}`,
    };
    await Promise.all([events, ...ticks].map((worker) => worker.loads(environment)));
    tasks.runs(ticks.map((worker) => (data) => worker.runsTick(data)));
    await standIn.registers(projectId, { name: 'status', path: '/status/{uid}', event: 'written' });
    return new Instance({ standIn, tasks, events, ticks });
  }

  private constructor({ standIn, tasks, events, ticks }: InstanceParts) {
    this.standIn = standIn;
    this.#tasks = tasks;
    this.#events = events;
    this.#ticks = ticks;
  }

  async work(): Promise<Work> {
    const loads = await Promise.all([this.#events, ...this.#ticks].map((worker) => worker.load()));
    return {
      cpuMs: loads.reduce((sum, { cpuMs }) => sum + Number(cpuMs), 0),
      looks: this.#ticks.reduce((sum, { looks }) => sum + looks, 0),
    };
  }

  async isQuiet(): Promise<boolean> {
    const { waiting, running } = await this.#events.load();
    if (waiting !== 0 || running !== 0) return false;
    return (await this.standIn.get('/presence/due', 'orderBy="$key"&limitToFirst=1')) === null;
  }

  async close(): Promise<void> {
    this.#tasks.close();
    for (const worker of [this.#events, ...this.#ticks]) worker.close();
    await this.standIn.close();
  }
}

/** One instance of the functions, in a process of its own. */
class FunctionsWorker {
  readonly address: Address;
  /** How often its ticks looked at a user. */
  looks = 0;
  readonly #process: ChildProcess;

  static async start(): Promise<FunctionsWorker> {
    const child = fork(WORKER, [FUNCTIONS], { execArgv: [], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    const [port] = await once(child, 'message');
    return new FunctionsWorker(child, Number(port));
  }

  private constructor(child: ChildProcess, port: number) {
    this.#process = child;
    this.address = { host: '127.0.0.1', port };
    if (!child.stdout) throw new Error('A worker of the functions has no output.');
    createInterface(child.stdout).on('line', (line) => {
      this.looks += looksIn(line);
    });
  }

  async loads(environment: Record<string, string>): Promise<void> {
    const loaded = once(this.#process, 'message');
    this.#process.send(environment);
    await loaded;
  }

  /** @returns false if the tick failed */
  async runsTick(data: string): Promise<boolean> {
    return (await this.#ask('tick', data)).ok;
  }

  /** The events that wait and run, and the time of the processor. */
  async load(): Promise<Record<string, unknown>> {
    return fieldsOf(await (await this.#ask('load', '')).json());
  }

  close(): void {
    this.#process.kill('SIGKILL');
  }

  #ask(what: string, body: string): Promise<Response> {
    return fetch(`http://${this.address.host}:${this.address.port}/${what}`, { method: 'POST', body });
  }
}

/** The functions log a line for each tick, with the number of users for each outcome. */
function looksIn(line: string): number {
  if (!line.includes('"outcomes"')) return 0;
  const outcomes = Object.values(fieldsOf(fieldsOf(JSON.parse(line)).outcomes));
  return outcomes.reduce<number>((sum, count) => sum + Number(count), 0);
}
