import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { Backend, onlyHandlers, ourServer } from '../../tests/kit/functions/index.ts';
import { portOf } from '../../tests/kit/port-of.ts';
import { unique } from '../../tests/kit/unique.ts';
import { inDocument, Watch } from '../../tests/kit/users/index.ts';
import { type Figure, figuresAbout } from '../figure.ts';
import type { Log } from '../log.ts';
import { median } from '../median.ts';
import { measureAgain } from '../spoilt.ts';
import { untilReceived } from '../until-received.ts';
import { waitUntil } from '../waiting.ts';
import { watchedOf } from '../watched.ts';

const WORKER = fileURLToPath(new URL('worker-process.cjs', import.meta.url));

const PROGRAMS = {
  ours: fileURLToPath(new URL('../../functions/lib/index.cjs', import.meta.url)),
  floor: fileURLToPath(new URL('floor-functions.cjs', import.meta.url)),
};

export const COLD_START = 'cold start';

/** What one new worker took. */
interface Start {
  readonly loadedMs: number;
  readonly handledMs: number;
  readonly receivedMs: number;
  readonly cpuMs: number;
  readonly megabytes: number;
}

const METRICS: readonly { readonly of: keyof Start; readonly metric: string; readonly unit: string }[] = [
  { of: 'loadedMs', metric: 'the functions are loaded after, ms', unit: 'ms' },
  { of: 'receivedMs', metric: 'a watcher receives the first change after, ms', unit: 'ms' },
  { of: 'handledMs', metric: 'the first event is handled after, ms', unit: 'ms' },
  { of: 'cpuMs', metric: 'time of the CPU until then, ms', unit: 'ms' },
  { of: 'megabytes', metric: 'resident memory, MB', unit: 'MB' },
];

/** Starts workers of the built functions, one after the other, each with a user who comes online. @returns the medians */
export async function measureColdStart(workers: number, log: Log): Promise<Figure[]> {
  const platform = await Platform.open();
  const starts: Record<keyof typeof PROGRAMS, Start[]> = { ours: [], floor: [] };
  try {
    for (let worker = 0; worker < workers; worker++) {
      log(`worker ${worker + 1} of ${workers}`);
      for (const system of ['ours', 'floor'] as const) {
        starts[system].push(await measureAgain(() => platform.starts(PROGRAMS[system], log), log));
      }
    }
  } finally {
    await platform.close();
  }
  return [...figuresOf('ours', starts.ours), ...figuresOf('floor', starts.floor)];
}

function figuresOf(system: string, starts: readonly Start[]): Figure[] {
  const figure = figuresAbout({ bench: 'cold-start', event: COLD_START, system });
  return METRICS.map(({ of, metric, unit }) => figure(metric, unit, median(starts.map((start) => start[of]))));
}

/** What a worker needs: both databases, and a Cloud Tasks that accepts each task and runs none. */
class Platform {
  readonly #backend: Backend;
  readonly #tasks = createServer((_request, response) => response.end('{}'));

  static async open(): Promise<Platform> {
    const server = { ...ourServer(), triggers: [], deploys: () => onlyHandlers(async () => undefined) };
    const platform = new Platform(await Backend.open(server));
    await new Promise<void>((resolve) => platform.#tasks.listen(0, '127.0.0.1', resolve));
    return platform;
  }

  private constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** A user comes online, and a new worker handles that change. */
  async starts(program: string, log: Log): Promise<Start> {
    const uid = unique('alice');
    const node = { state: 'online', last_changed: Date.now() };
    await this.#backend.instance.root.child(`status/${uid}`).set(node);
    const watch = new Watch(inDocument(this.#backend.document(uid)));
    const isWatching = await waitUntil(`${uid} is watched`, () => watch.states.length > 0, { log });
    if (!isWatching) throw new Error(`Cannot watch ${uid}.`);
    const start = performance.now();
    const worker = fork(WORKER, [program, JSON.stringify(this.#creationOf(uid, node))], {
      env: { ...process.env, ...this.#environment },
      execArgv: [],
      // The functions write their log to stdout, where the bench prints its tables.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    try {
      const report = await reportOf(worker);
      await untilReceived(watchedOf(this.#backend, uid, watch), 'online', { log });
      return { ...report, receivedMs: watch.changedAt - start };
    } finally {
      worker.kill();
      watch.stop();
    }
  }

  async close(): Promise<void> {
    this.#tasks.close();
    await this.#backend.close();
  }

  get #environment(): Record<string, string> {
    const { projectId, server } = this.#backend;
    const databaseURL = `https://${projectId}-default-rtdb.firebaseio.com`;
    return {
      GCLOUD_PROJECT: projectId,
      PRESENCE_REGION: 'us-central1',
      FIREBASE_CONFIG: JSON.stringify({ projectId, databaseURL }),
      FIREBASE_DATABASE_EMULATOR_HOST: `${server.address.host}:${server.address.port}`,
      CLOUD_TASKS_EMULATOR_HOST: `127.0.0.1:${portOf(this.#tasks)}`,
    };
  }

  /** The event, as the platform sends it. */
  #creationOf(uid: string, node: { last_changed: number }): object {
    return {
      specversion: '1.0',
      type: 'google.firebase.database.ref.v1.written',
      id: uid,
      source: 'bench',
      time: new Date(node.last_changed).toISOString(),
      instance: `${this.#backend.projectId}-default-rtdb`,
      firebasedatabasehost: 'firebaseio.com',
      location: 'us-central1',
      ref: `status/${uid}`,
      data: { data: null, delta: node },
    };
  }
}

type Report = Omit<Start, 'receivedMs'>;

/** @throws (rejects) if the worker ends without a report, or reports nothing for a minute */
function reportOf(worker: ChildProcess): Promise<Report> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`The worker handled no event: ${why}.`));
    const timer = setTimeout(() => fail('it did not answer for a minute'), 60_000);
    worker.once('message', (message) => {
      clearTimeout(timer);
      if (isReport(message)) resolve(message);
      else fail(`it reported ${JSON.stringify(message)}`);
    });
    worker.once('exit', (code) => {
      clearTimeout(timer);
      fail(`its process ended with ${code}`);
    });
  });
}

function isReport(message: unknown): message is Report {
  return typeof message === 'object' && message !== null && 'loadedMs' in message && 'handledMs' in message;
}
