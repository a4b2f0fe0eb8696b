import type firebase from 'firebase/compat/app';

/** A request of one person to Firestore, beside what stands at status/alice. */
export interface DocumentRequest {
  title: string;
  /** Alice if nothing is said, nobody who is signed in if null. */
  as?: string | null;
  /** What the function wrote, which no rule binds. */
  stands?: Fields;
  asks: (firestore: Firestore, now: number) => Promise<unknown>;
}

/** Fields of a document; what depends on the time of the request is a function of it. */
export type Fields = Record<string, unknown>;

export type Firestore = firebase.firestore.Firestore;

/** A time that counts back from the request, since that is what the rules compare it with. */
export const ago = (seconds: number) => (now: number) => new Date(now - seconds * 1000);

export const offline: Fields = { state: 'offline', last_changed: ago(3600) };
export const online: Fields = { state: 'online', last_changed: ago(3600) };

/** What the SDK writes after an announcement was acknowledged. */
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
