import { type DatabaseEmulator, startEmulator } from 'database-emulator';
import type { Database } from 'firebase-admin/database';
import type { DocumentReference, Firestore } from 'firebase-admin/firestore';
import { askAsOwner } from '../ask-as-owner.ts';
import { Platform } from '../functions/index.ts';
import { newProject, type OwnProject } from '../new-project.ts';
import * as suite from '../suite.ts';
import { unique } from '../unique.ts';
import { until } from '../until.ts';
import { Person } from './person.ts';
import type { Surroundings, System } from './system.ts';

/** After how much silence the server ends a socket; the service takes minutes. */
const IDLE_MS = 1500;

/** How often the system's schedule runs, as it is deployed. */
const TIDY_PERIOD_MS = 60_000;

/** What stands before a server, and is spoken to in its stead. */
type Front = (server: suite.Address) => Promise<suite.Address>;

/** A Realtime Database of its own, the platform behind it, and people in front of it, with one of the two systems. */
export class Place implements Surroundings {
  readonly system: System;
  readonly platform: Platform;
  readonly #project: OwnProject;
  readonly #people: Person[] = [];
  #server: DatabaseEmulator | null = null;
  #tidying: ReturnType<typeof setInterval> | undefined;
  #port = 0;
  #front: suite.Address = { host: '127.0.0.1', port: 0 };

  /** @param front opens something between the database server and all who speak with it, for example to count what they say */
  static async of(system: System, front: Front = async (server) => server): Promise<Place> {
    // Projects of their own: the repair looks at every user that there is.
    const place: Place = new Place(system, await newProject(system.name, system.firestoreRules));
    await place.#opens(front);
    return place;
  }

  private constructor(system: System, project: OwnProject) {
    this.system = system;
    this.#project = project;
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
    // Nothing is tidied while the server is down.
    const tidy = () => void this.system.tidies(this).catch(() => undefined);
    tidy();
    this.#tidying = setInterval(tidy, TIDY_PERIOD_MS);
  }

  get project(): string {
    return this.#project.projectId;
  }

  person(name: string): Person {
    const someone = new Person(this, unique(name));
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
    return this.#project.firestore;
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

  /** Some user is to be looked at again by a tick. */
  async hasMarks(): Promise<boolean> {
    return (await this.#ask('GET', '/presence/due.json')) !== 'null';
  }

  /** The server has heard that somebody signed out. */
  hasSignedOut(uid: string): Promise<void> {
    return until(`${uid} is signed out`, async () => !(await this.#ask('GET', '/.chaos.json')).includes(uid));
  }

  /** The server loses sockets without running what their clients left for that. */
  async losesSocketsOf(uid: string): Promise<void> {
    await this.#ask('POST', '/.chaos/drop.json', JSON.stringify({ uid, onDisconnect: 'lose' }));
  }

  /** Faults of the database server: see its README. */
  async plans(plan: object): Promise<void> {
    await this.#ask('PUT', '/.chaos.json', JSON.stringify(plan));
  }

  /** Planned cuts have happened. */
  hasCut(times: number): Promise<void> {
    return until(`${times} connections were cut`, async () =>
      (await this.#ask('GET', '/.chaos.json')).includes(`"cut":${times}`),
    );
  }

  /** The sign-in has expired on the server's side. */
  async expiresTokenOf(uid: string): Promise<void> {
    await this.#ask('POST', '/.chaos/expire-auth.json', JSON.stringify({ uid }));
    await this.plans({ refuseLogins: [uid] });
  }

  /** Back with its data after a moment, as after a crash: without having run any `onDisconnect`. */
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

  #ask(method: string, path: string, body?: string): Promise<string> {
    return askAsOwner(method, this.#url(path), body);
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
