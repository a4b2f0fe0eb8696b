import { randomBytes } from 'node:crypto';
import { publicStatusPath, readPublicStatus, type Status, storedPublicStatus } from '@firebase-presence/contract';
import { ServerValue } from 'firebase-admin/database';
import type { Instance } from './databases.ts';
import type { KnownVersion, KnownVersions } from './known-versions.ts';
import type { Rest } from './rest.ts';
import type { DocumentVersion, StatusDocument } from './status-document.ts';

/*
 * The public status of a user at `/presence/public/{uid}`, over REST. The Admin SDK cannot do this: while a transaction of the same worker
 * runs, its `get` returns what the SDK has cached, which can be old or not written yet.
 *
 * The version is the ETag. It is a hash of the content, so each write contains a new random text. Otherwise the version would return when
 * the content returns: offline, online, the same offline.
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
    writtenBefore: performance.now() - ageOf(stored?.writtenAt ?? null),
  };
}

/**
 * The age of a version, in milliseconds, by the clock of this worker. Infinity without a time. At least 0: with a slow clock, the next
 * change waits no longer than one interval.
 */
function ageOf(writtenAt: number | null): number {
  return writtenAt === null ? Number.POSITIVE_INFINITY : Math.max(0, Date.now() - writtenAt);
}

/** @returns the new version, if it is written and the database has named its version */
async function writeIfCurrent(
  place: PublicStatusPlace,
  current: string = EMPTY,
  next: Status,
): Promise<{ isWritten: boolean; version?: string | undefined }> {
  const random = randomBytes(9).toString('base64url');
  const response = await send(place, {
    method: 'PUT',
    headers: { 'X-Firebase-ETag': 'true', 'if-match': current },
    body: storedPublicStatus(next, random, ServerValue.TIMESTAMP),
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
