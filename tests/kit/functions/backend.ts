import type { DocumentReference, Firestore } from 'firebase-admin/firestore';
import { statusPath } from '../../../contract/index.ts';
import { type Instance, instanceAt } from '../../../functions/src/databases.ts';
import { newProject, type OwnProject } from '../new-project.ts';
import * as suite from '../suite.ts';
import { Platform } from './platform.ts';
import type { Functions, ServerSide } from './server-side.ts';
import { StandIn } from './stand-in.ts';

export interface BackendOptions {
  /** After how much silence the server ends a socket, in milliseconds. Default: a minute. */
  idleMs?: number;
  /**
   * Opens something between the database server and all its clients, for example a meter.
   *
   * @returns where the clients find it
   */
  front?: (server: suite.Address) => Promise<suite.Address>;
}

interface Parts {
  project: OwnProject;
  platform: Platform;
  server: StandIn;
  address: suite.Address;
  instance: Instance;
  functions: Functions;
}

/**
 * The server side of a presence system, in a project of its own: the stand-in for the Realtime Database, the Firestore of the suite, and
 * functions in this process. Changes of the Realtime Database run the functions.
 */
export class Backend {
  readonly platform: Platform;
  /** The server of the Realtime Database. */
  readonly server: StandIn;
  /** Where clients find the Realtime Database. */
  readonly address: suite.Address;
  readonly instance: Instance;
  readonly functions: Functions;
  readonly #project: OwnProject;

  static async open(side: ServerSide, options?: BackendOptions): Promise<Backend> {
    return new Backend(await startParts(side, options));
  }

  protected constructor({ project, platform, server, address, instance, functions }: Parts) {
    this.#project = project;
    this.platform = platform;
    this.server = server;
    this.address = address;
    this.instance = instance;
    this.functions = functions;
  }

  get projectId(): string {
    return this.#project.projectId;
  }

  get firestore(): Firestore {
    return this.#project.firestore;
  }

  document(uid: string): DocumentReference {
    return this.firestore.collection('status').doc(uid);
  }

  /** True while a tick has to look at a user. */
  async hasMarks(): Promise<boolean> {
    return (await this.server.ask('GET', '/presence/due.json')) !== 'null';
  }

  async close(): Promise<void> {
    this.instance.database.goOffline();
    await this.server.stop();
    this.platform.close();
  }
}

/** Starts the parts of a {@link Backend}. */
export async function startParts(
  side: ServerSide,
  { front = async (server) => server, idleMs = 60_000 }: BackendOptions = {},
): Promise<Parts> {
  const project = await newProject(side.name, side.firestoreRules);
  const { projectId } = project;
  const platform = new Platform(side);
  const server = await StandIn.start({
    projectId,
    rules: side.databaseRules,
    functions: await platform.listen(),
    idleMs,
  });
  const address = await front(server.address);
  const instance = instanceAt(suite.admin().app, server.url('', address));
  const { firestore } = project;
  const { tasks } = platform;
  const readNode = (uid: string): Promise<unknown> =>
    platform.answers(async () => (await instance.root.child(statusPath(uid)).get()).val());
  const functions = side.deploys({ instance, firestore, tasks, readNode });
  platform.runs(functions);
  await server.registers(side.triggers);
  return { project, platform, server, address, instance, functions };
}
