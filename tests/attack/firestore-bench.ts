import type { RulesTestEnvironment } from '@firebase/rules-unit-testing';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore as AdminFirestore, getFirestore } from 'firebase-admin/firestore';
import { mockToken } from '../kit/mock-token.ts';
import { deviceOf, type Finishing, firestoreProject } from '../rules/project.ts';
import { at, type Fields } from '../rules/status-document.ts';
import type { Documents, FirestoreClient } from './firestore-operation.ts';
import { keyOf } from './grouped.ts';

/** One Firestore for many operations, one after the other. */
export class FirestoreBench {
  readonly project: RulesTestEnvironment;
  readonly #admin: AdminFirestore;
  readonly #documents: string;
  readonly #clients = new Map<string | null, FirestoreClient>();
  #laid: string | null = null;
  #before = '';

  private constructor(project: RulesTestEnvironment, admin: AdminFirestore) {
    this.project = project;
    this.#admin = admin;
    const emulator = project.emulators.firestore;
    if (emulator === undefined) throw new Error('The project has no Firestore');
    const name = `projects/${project.projectId}/databases/(default)/documents`;
    this.#documents = `http://${emulator.host}:${emulator.port}/v1/${name}`;
  }

  static async open(finishing: Finishing, rules: string): Promise<FirestoreBench> {
    const project = await firestoreProject(finishing, rules);
    const app = initializeApp({ projectId: project.projectId }, project.projectId);
    finishing.onTestFinished(() => deleteApp(app));
    return new FirestoreBench(project, getFirestore(app));
  }

  /** Replaces all data of the database, unless it is unchanged since the same data was laid. */
  async lay(initial: Documents, now: number): Promise<void> {
    const wanted = keyOf(initial);
    if (this.#laid === wanted) return;
    await this.project.clearFirestore();
    const batch = this.#admin.batch();
    for (const [path, fields] of Object.entries(initial)) batch.set(this.#admin.doc(path), at(now, fields));
    await batch.commit();
    this.#laid = wanted;
    this.#before = await this.#everything();
  }

  /** True if the data has changed since it was laid. Then the next operation lays its data again. */
  async hasChanged(): Promise<boolean> {
    const changed = (await this.#everything()) !== this.#before;
    if (changed) this.#laid = null;
    return changed;
  }

  clientOf(uid: string | null): FirestoreClient {
    const known = this.#clients.get(uid);
    if (known !== undefined) return known;
    const firestore = deviceOf(this.project, uid).firestore();
    const client = {
      firestore,
      rest: (method: string, path: string, fields?: Fields) => this.#rest(method, path, fields, uid),
    };
    this.#clients.set(uid, client);
    return client;
  }

  /** All documents, with the times of their last changes. */
  async #everything(): Promise<string> {
    const body = JSON.stringify({ structuredQuery: { from: [{ allDescendants: true }] } });
    const headers = { authorization: 'Bearer owner' };
    const response = await fetch(`${this.#documents}:runQuery`, { method: 'POST', headers, body });
    const found: { document?: { name: string; updateTime: string } }[] = await response.json();
    return JSON.stringify(found.map(({ document }) => document));
  }

  async #rest(method: string, path: string, fields: Fields | undefined, uid: string | null): Promise<void> {
    const response = await fetch(`${this.#documents}/${path}`, {
      method,
      headers: uid === null ? {} : { authorization: `Bearer ${mockToken(uid)}` },
      ...(fields === undefined ? {} : { body: JSON.stringify({ fields: encoded(fields) }) }),
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  }
}

function encoded(fields: Fields): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, value]) => [
    name,
    value instanceof Date ? { timestampValue: value.toISOString() } : { stringValue: String(value) },
  ]);
  return Object.fromEntries(entries);
}
