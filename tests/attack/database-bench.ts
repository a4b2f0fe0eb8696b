import type { RulesTestEnvironment } from '@firebase/rules-unit-testing';
import { mockToken } from '../kit/mock-token.ts';
import { databaseProject, deviceOf, type Finishing } from '../rules/project.ts';
import { at, type Values } from '../rules/status-node.ts';
import { type DatabaseClient, put } from './database-operation.ts';
import { keyOf } from './grouped.ts';

/** One Realtime Database for many operations, one after the other. */
export class DatabaseBench {
  readonly project: RulesTestEnvironment;
  readonly #url: string;
  readonly #clients = new Map<string, DatabaseClient>();
  #laid: string | null = null;
  #before = '';

  private constructor(project: RulesTestEnvironment) {
    this.project = project;
    const emulator = project.emulators.database;
    if (emulator === undefined) throw new Error('The project has no Realtime Database');
    this.#url = `http://${emulator.host}:${emulator.port}`;
  }

  static async open(finishing: Finishing, rules?: string): Promise<DatabaseBench> {
    return new DatabaseBench(await databaseProject(finishing, rules));
  }

  /** Replaces all data of the database, unless it is unchanged since the same data was laid. */
  async lay(initial: Values): Promise<void> {
    const wanted = keyOf(initial);
    if (this.#laid === wanted) return;
    await this.#admin('PUT', '/', treeOf(at(Date.now(), initial)));
    this.#laid = wanted;
    this.#before = await this.#admin('GET', '/');
  }

  /** True if the data has changed since it was laid. Then the next operation lays its data again. */
  async hasChanged(): Promise<boolean> {
    const changed = (await this.#admin('GET', '/')) !== this.#before;
    if (changed) this.#laid = null;
    return changed;
  }

  /** Returns a client of the user. Each number is another client. */
  clientOf(uid: string | null, number = 0): DatabaseClient {
    const key = `${number} ${uid}`;
    const known = this.#clients.get(key);
    if (known !== undefined) return known;
    const client = this.newClient(uid);
    this.#clients.set(key, client);
    return client;
  }

  newClient(uid: string | null): DatabaseClient {
    return {
      database: deviceOf(this.project, uid).database(),
      rest: (method: string, path: string, body?: unknown) => this.#rest(method, path, body, uid),
    };
  }

  /** Reads as an admin, without rules. */
  read(path: string): Promise<string> {
    return this.#admin('GET', path);
  }

  /** Writes as an admin, without rules. */
  async write(values: Values): Promise<void> {
    await this.#admin('PATCH', '/', values);
  }

  async #rest(method: string, path: string, body: unknown, uid: string | null): Promise<void> {
    const response = await this.#call(method, path, body, uid === null ? '' : `&auth=${mockToken(uid)}`);
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  }

  async #admin(method: string, path: string, body?: unknown): Promise<string> {
    const response = await this.#call(method, path, body, '&format=export', { authorization: 'Bearer owner' });
    const text = await response.text();
    if (!response.ok) throw new Error(`The emulator refused a request of the test: ${text}`);
    return text;
  }

  #call(method: string, path: string, body: unknown, query: string, headers: Record<string, string> = {}) {
    const url = `${this.#url}/${encodeURI(path).replace(/^\/+/, '')}.json?ns=${this.project.projectId}${query}`;
    return fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  }
}

/** Makes one tree of all paths. A later path may be below an earlier one. */
function treeOf(values: Values): unknown {
  return Object.entries(values).reduce<unknown>((tree, [path, value]) => put(tree, path.split('/'), value), null);
}
