import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { fieldsOf } from '../../contract/index.ts';
import { portOf } from '../../tests/kit/port-of.ts';
import type { Address } from '../../tests/kit/suite.ts';

/** How often a tick is tried, as deployed. */
const TRIES = 5;
const RETRY_MS = 1000;

/** Runs a task in one worker. @returns false if it failed */
type Run = (data: string) => Promise<boolean>;

/** Cloud Tasks for functions in other processes: takes each task name once, and runs the task at its time. */
export class TaskServer {
  readonly #names = new Set<string>();
  /** The tasks whose time has come, each with its tries. */
  readonly #due: { data: string; tries: number }[] = [];
  #free: Run[] = [];
  readonly #server: Server;
  #isClosed = false;

  static async open(): Promise<TaskServer> {
    const tasks = new TaskServer();
    await new Promise<void>((resolve) => tasks.#server.listen(0, '127.0.0.1', resolve));
    return tasks;
  }

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const isNew = this.#takes(fieldsOf(fieldsOf(JSON.parse(await text(request))).task));
      if (!isNew) response.writeHead(409, { 'content-type': 'application/json' });
      response.end(isNew ? '{}' : JSON.stringify({ error: { status: 'ALREADY_EXISTS', message: 'The task exists.' } }));
    });
  }

  get address(): Address {
    return { host: '127.0.0.1', port: portOf(this.#server) };
  }

  /** Each worker runs one task at a time. */
  runs(workers: readonly Run[]): void {
    this.#free = [...workers];
    this.#begin();
  }

  close(): void {
    this.#isClosed = true;
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #takes({ name, scheduleTime, httpRequest }: Record<string, unknown>): boolean {
    if (this.#names.has(String(name))) return false;
    this.#names.add(String(name));
    const body = Buffer.from(String(fieldsOf(httpRequest).body), 'base64').toString();
    const { data } = fieldsOf(JSON.parse(body));
    this.#schedule(JSON.stringify(data), Date.parse(String(scheduleTime)) - Date.now(), TRIES);
    return true;
  }

  #schedule(data: string, inMs: number, tries: number): void {
    const begin = (): void => {
      this.#due.push({ data, tries });
      this.#begin();
    };
    setTimeout(begin, inMs).unref();
  }

  #begin(): void {
    while (!this.#isClosed) {
      const run = this.#due.length > 0 ? this.#free.shift() : undefined;
      const task = run && this.#due.shift();
      if (!task) return;
      void this.#run(run, task);
    }
  }

  async #run(run: Run, { data, tries }: { data: string; tries: number }): Promise<void> {
    const succeeded = await run(data).catch(() => false);
    this.#free.push(run);
    if (!succeeded && tries > 1) this.#schedule(data, RETRY_MS, tries - 1);
    this.#begin();
  }
}
