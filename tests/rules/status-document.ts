import type firebase from 'firebase/compat/app';

/** A request of one client to Firestore. */
export interface DocumentRequest {
  title: string;
  /** The uid of the client; null for a signed-out client. Default: alice. */
  as?: string | null;
  /** The fields of status/alice before the request. The rules do not apply to this write. Default: no document. */
  initial?: Fields;
  asks: (firestore: Firestore, now: number) => Promise<unknown>;
}

/** Fields of a document. A field that depends on the time of the request is a function of this time. */
export type Fields = Record<string, unknown>;

export type Firestore = firebase.firestore.Firestore;

/** A time before the request, because the rules compare times with that of the request. */
export const ago = (seconds: number) => (now: number) => new Date(now - seconds * 1000);

export const offline: Fields = { state: 'offline', last_changed: ago(3600) };
export const online: Fields = { state: 'online', last_changed: ago(3600) };

/** The write of the client after the Realtime Database has confirmed an announcement. */
export const goingOnline: Fields = { state: 'online', last_changed: ago(1) };

export function sets(fields: Fields, path = 'status/alice'): Pick<DocumentRequest, 'asks'> {
  return { asks: (firestore, now) => firestore.doc(path).set(at(now, fields)) };
}

export function merges(fields: Fields): Pick<DocumentRequest, 'asks'> {
  return { asks: (firestore, now) => firestore.doc('status/alice').set(at(now, fields), { merge: true }) };
}

export function at(now: number, fields: Fields): Fields {
  const resolve = (value: unknown): unknown => (typeof value === 'function' ? value(now) : value);
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, resolve(value)]));
}
