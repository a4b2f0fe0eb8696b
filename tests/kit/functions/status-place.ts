import { randomUUID } from 'node:crypto';
import type { Timestamp } from 'firebase-admin/firestore';
import { vi } from 'vitest';
import { publicStatusPath, readPublicStatus } from '../../../contract/index.ts';
import { instanceAt } from '../../../functions/src/databases.ts';
import { KnownVersions } from '../../../functions/src/known-versions.ts';
import { publicStatus } from '../../../functions/src/public-status.ts';
import { type StatusDocument, statusDocument } from '../../../functions/src/status-document.ts';
import * as suite from '../suite.ts';
import { rest } from './rest.ts';

/** The status of a new user in one target, for tests of the mirror without the rest of the functions. */
export interface StatusPlace {
  readonly uid: string;
  /** Starts a worker, which remembers no version yet. @returns the status as this worker sees it, for each handler anew */
  worker(): () => StatusDocument;
  state(): Promise<unknown>;
  /** Calls `next` with each state that watchers see. */
  watch(next: (state: unknown) => void): () => void;
  /** Writes another version with the same status. */
  touch(): Promise<unknown>;
  /** Counts the reads of the status from now on. */
  countsReads(): () => number;
}

export const PLACES: [target: string, place: (name: string) => StatusPlace][] = [
  ['Firestore', inFirestore],
  ['the Realtime Database', inDatabase],
];

function inFirestore(name: string): StatusPlace {
  const uid = randomUUID();
  const document = suite.admin().firestore.collection(name).doc(uid);
  return {
    uid,
    worker() {
      const known = new KnownVersions<Timestamp>();
      return () => statusDocument(document, known);
    },
    state: async () => (await document.get()).get('state'),
    watch: (next) => document.onSnapshot((snapshot) => next(snapshot.get('state'))),
    touch: () => document.update({ mark: true }),
    countsReads() {
      const get = vi.spyOn(document, 'get');
      return () => get.mock.calls.length;
    },
  };
}

function inDatabase(): StatusPlace {
  const uid = randomUUID();
  const instance = instanceAt(suite.admin().app, suite.DATABASE_URL);
  const node = instance.root.child(publicStatusPath(uid));
  const requests = vi.fn(rest);
  const stateOf = (value: unknown): unknown => readPublicStatus(value)?.status.state;
  return {
    uid,
    worker() {
      const known = new KnownVersions<string>();
      return () => publicStatus({ instance, uid, rest: requests }, known);
    },
    state: async () => stateOf((await node.get()).val()),
    watch(next) {
      const listener = node.on('value', (snapshot) => next(stateOf(snapshot.val())));
      return () => node.off('value', listener);
    },
    touch: () => node.update({ v: randomUUID() }),
    countsReads() {
      requests.mockClear();
      return () => requests.mock.calls.filter(([, , { method }]) => method === 'GET').length;
    },
  };
}
