import { randomUUID } from 'node:crypto';
import { type DatabaseEmulator, startEmulator } from 'database-emulator';
import type { Database } from 'firebase-admin/database';
import type { DocumentReference, Firestore } from 'firebase-admin/firestore';
import * as suite from '../suite.ts';
import { Person } from './person.ts';
import { Platform } from './platform.ts';
import type { Surroundings, System } from './system.ts';
import { until } from './until.ts';

/** After how much silence the server ends a socket, in milliseconds. The real service takes minutes. */
const IDLE_MS = 1500;

/** The interval of the system's scheduled function, as it is deployed. */
const TIDY_PERIOD_MS = 60_000;

/** Opens a proxy in front of a server. Clients use the address of the proxy. */
type Front = (server: suite.Address) => Promise<suite.Address>;

/** A Realtime Database with its platform and its users, for one of the two systems. */
export class Place implements Surroundings {
  readonly system: System;
  readonly platform: Platform;
  readonly project: string;
  readonly #people: Person[] = [];
  #server: DatabaseEmulator | null = null;
  #tidying: ReturnType<typeof setInterval> | undefined;
  #port = 0;
  #front: suite.Address = { host: '127.0.0.1', port: 0 };

  /** @param front opens a proxy between the database server and its clients, for example to count messages */
  static async of(system: System, front: Front = async (server) => server): Promise<Place> {
    // Each place has a project of its own, because the repair looks at every user of a project.
    const project = `demo-${system.name}-${randomUUID().slice(0, 8)}`;
    await suite.putFirestoreRules(project, system.firestoreRules);
    const place: Place = new Place(system, project);
    await place.#opens(front);
    return place;
  }

  private constructor(system: System, project: string) {
    this.system = system;
    this.project = project;
    const readNode = async (uid: string): Promise<unknown> => (await this.database.ref(`status/${uid}`).get()).val();
    this.platform = new Platform((event, tools) => system.handles(event, tools, this), {
      readNode,
      retries: system.retries,
      inTurn: system.inTurn,
    });
  }

  async #opens(front: Front): Promise<void> {
    const functions = await this.platform.listen();
    this.#server = await startEmulator({ functions, idleMs: IDLE_MS, rules: this.system.databaseRules });
    const { host, port } = this.#server;
    this.#port = port;
    this.#front = await front({ host, port });
    await this.#ask('POST', '/.settings/functionTriggers.json', JSON.stringify(trigger(this.project)));
    // The tick fails while the server is down, and the next one repeats its work.
    const tidy = () => void this.system.tidies(this).catch(() => undefined);
    tidy();
    this.#tidying = setInterval(tidy, TIDY_PERIOD_MS);
  }

  person(name: string): Person {
    const someone = new Person(this, `${name}-${randomUUID().slice(0, 8)}`);
    this.#people.push(someone);
    return someone;
  }

  get address(): suite.Address {
    return this.#front;
  }

  get database(): Database {
    return suite.admin(this.#url('', this.#front.port)).database;
  }

  get firestore(): Firestore {
    return suite.firestoreOf(this.project);
  }

  document(uid: string): DocumentReference {
    return this.firestore.doc(`status/${uid}`);
  }

  readNode(uid: string): Promise<unknown> {
    return this.platform.readNode(uid);
  }

  repairs(): Promise<void> {
    return this.system.repairs(this);
  }

  forgets(uid: string): Promise<void> {
    return this.system.forgets(uid, this);
  }

  /** True if a user has a mark, so that a tick has to look at the user. */
  async hasMarks(): Promise<boolean> {
    return (await this.#ask('GET', '/presence/due.json')) !== 'null';
  }

  /** Waits until the server knows that the user has signed out. */
  hasSignedOut(uid: string): Promise<void> {
    return until(`${uid} is signed out`, async () => !(await this.#ask('GET', '/.chaos.json')).includes(uid));
  }

  /** The server loses the user's sockets without running their `onDisconnect` operations. */
  async losesSocketsOf(uid: string): Promise<void> {
    await this.#ask('POST', '/.chaos/drop.json', JSON.stringify({ uid, onDisconnect: 'lose' }));
  }

  /** Plans faults of the database server. Its README lists them. */
  async plans(plan: object): Promise<void> {
    await this.#ask('PUT', '/.chaos.json', JSON.stringify(plan));
  }

  /** Waits until the planned cuts have happened. */
  hasCut(times: number): Promise<void> {
    return until(`${times} connections were cut`, async () =>
      (await this.#ask('GET', '/.chaos.json')).includes(`"cut":${times}`),
    );
  }

  /** The user's token expires on the server, which then refuses logins of the user. */
  async expiresTokenOf(uid: string): Promise<void> {
    await this.#ask('POST', '/.chaos/expire-auth.json', JSON.stringify({ uid }));
    await this.plans({ refuseLogins: [uid] });
  }

  /** The server restarts with its data, as after a crash: without running any `onDisconnect` operation. */
  async serverRestarts(): Promise<void> {
    await this.#ask(
      'POST',
      '/.chaos/restart.json',
      JSON.stringify({ downMs: 500, data: 'keep', onDisconnect: 'lose' }),
    );
  }

  async close(): Promise<void> {
    clearInterval(this.#tidying);
    await Promise.all(this.#people.map((someone) => someone.goes()));
    this.database.goOffline();
    await this.#server?.stop();
    this.platform.close();
  }

  async #ask(method: string, path: string, body?: string): Promise<string> {
    const response = await fetch(this.#url(path), {
      method,
      headers: { authorization: 'Bearer owner' },
      ...(body !== undefined && { body }),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${answer}`);
    return answer;
  }

  #url(path: string, port: number = this.#port): string {
    return `http://127.0.0.1:${port}${path}?ns=${this.project}-default-rtdb`;
  }
}

function trigger(project: string): object {
  return {
    name: `projects/${project}/locations/us-central1/triggers/us-central1-onUserStatusChanged-0`,
    path: '/status/{uid}',
    event: 'google.firebase.database.ref.v1.written',
    namespacePattern: '*',
  };
}
