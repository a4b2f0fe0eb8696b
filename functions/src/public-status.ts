import { publicStatusPath, readPublicStatus, type Status, storedPublicStatus } from '@firebase-presence/contract';
import type { Instance } from './databases.ts';
import type { KnownVersion, KnownVersions } from './known-versions.ts';
import { ageOfPublicVersion, newPublicVersion } from './public-version.ts';
import type { Rest } from './rest.ts';
import type { DocumentVersion, StatusDocument } from './status-document.ts';

/*
 * The public status of a user at `/presence/public/{uid}`, over REST. The Admin SDK cannot do this: while a transaction of the same worker
 * runs, its `get` returns what the SDK has cached, which can be old or not written yet.
 *
 * The version is the ETag. It is a hash of the content, so each write contains a new text (public-version.ts). Otherwise the version would
 * return when the content returns: offline, online, the same offline.
 */

/** Where the public status of a user is. */
export interface PublicStatusPlace {
  instance: Instance;
  uid: string;
  rest: Rest;
}

export function publicStatus(place: PublicStatusPlace, known: KnownVersions<string>): StatusDocument {
  const key = `${place.instance.url} ${place.uid}`;
  const versionOf = (found: KnownVersion<string>): DocumentVersion => ({
    status: found.status,
    ageMs: () => performance.now() - found.writtenBefore,
    async replace(next) {
      const { isWritten, version } = await writeIfCurrent(place, found.version, next);
      if (version === undefined) known.forget(key);
      else known.set(key, { status: next, version, writtenBefore: performance.now() });
      return isWritten;
    },
  });
  const read = async (): Promise<DocumentVersion> => {
    const found = await readVersion(place);
    known.set(key, found);
    return versionOf(found);
  };
  return {
    recall() {
      const found = known.get(key);
      return found ? versionOf(found) : null;
    },
    read,
    // One after the other, which is always in order: the answers do not contain the clock of the database.
    async readWhile(look) {
      const version = await read();
      return { version, result: await look(), inOrder: true };
    },
  };
}

/** The ETag of a place without data. */
const EMPTY = 'null_etag';

async function readVersion(place: PublicStatusPlace): Promise<KnownVersion<string>> {
  const response = await send(place, { method: 'GET', headers: { 'X-Firebase-ETag': 'true' } });
  if (!response.ok) throw failure('read', place, response);
  const stored = readPublicStatus(await response.json());
  return {
    status: stored?.status ?? null,
    version: response.headers.get('ETag') ?? EMPTY,
    writtenBefore: performance.now() - ageOfPublicVersion(stored?.version ?? null, Date.now()),
  };
}

/** @returns the new version, if it is written and the database has named its version */
async function writeIfCurrent(
  place: PublicStatusPlace,
  current: string = EMPTY,
  next: Status,
): Promise<{ isWritten: boolean; version?: string | undefined }> {
  const response = await send(place, {
    method: 'PUT',
    headers: { 'X-Firebase-ETag': 'true', 'if-match': current },
    // The answer would repeat the status, and Google bills its bytes.
    parameters: { print: 'silent' },
    body: storedPublicStatus(next, newPublicVersion(Date.now())),
  });
  await response.body?.cancel();
  if (response.status === 412) return { isWritten: false };
  if (!response.ok) throw failure('write', place, response);
  return { isWritten: true, version: response.headers.get('ETag') ?? undefined };
}

function send({ instance, uid, rest }: PublicStatusPlace, request: Parameters<Rest>[2]): Promise<Response> {
  return rest(instance, publicStatusPath(uid), request);
}

function failure(action: string, { uid }: PublicStatusPlace, { status }: Response): Error {
  return new Error(
    `Cannot ${action} /${publicStatusPath(uid)}: status ${status}. Check that the service account may write the Realtime Database.`,
  );
}
