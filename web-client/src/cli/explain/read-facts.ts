import {
  ASKED_ROOT,
  aggregate,
  fieldsOf,
  LEASE_ROOT,
  type Lease,
  leaseKeyRange,
  publicStatusPath,
  readAskMark,
  readLeasesOf,
  readPublicStatus,
  readSettings,
  readStatus,
  readTargets,
  settingsPath,
  statusPath,
  TARGETS_PATH,
  writesDatabase,
  writesFirestore,
} from '@firebase-presence/contract';
import { askGoogle, type Backend, hasAccount, readDocument, readNode, Unreachable } from '../online/backend.ts';
import { isObject } from '../text/json.ts';
import type { Connection, Facts } from './facts.ts';
import { plainFields } from './firestore-value.ts';

/** Reads everything that decides how a user is shown. @throws Unreachable if a database does not answer */
export async function readFacts(backend: Backend, uid: string, collection: string): Promise<Facts> {
  const [first, last] = leaseKeyRange(uid);
  const range = { orderBy: '"$key"', startAt: JSON.stringify(first), endAt: JSON.stringify(last) };
  const targets = readTargets((await readNode(backend, TARGETS_PATH)).value);
  const [node, settings, leases, asked, due, forgotten, swept, document, publicStatus, account, log] =
    await Promise.all([
      readNode(backend, statusPath(uid)),
      readNode(backend, settingsPath(uid)),
      readNode(backend, LEASE_ROOT, range),
      readNode(backend, ASKED_ROOT, range),
      readNode(backend, `presence/due/~${uid}`),
      readNode(backend, `presence/forgotten/${uid}`),
      readNode(backend, 'presence/marks/swept_at'),
      writesFirestore(targets) ? readDocument(backend, `${collection}/${uid}`) : null,
      writesDatabase(targets) ? readNode(backend, publicStatusPath(uid)) : null,
      orReason(hasAccount(backend, uid)),
      orReason(readLog(backend, uid)),
    ]);
  const { connections } = fieldsOf(node.value);
  const held = readLeasesOf(uid, Object.entries(fieldsOf(leases.value)));
  const fields = document && plainFields(document);
  return {
    uid,
    now: node.at,
    node: node.value,
    aggregate: aggregate(node.value, node.at),
    connections: Object.entries(fieldsOf(connections)).map(([id, record]) =>
      connectionOf(id, record, held, fieldsOf(asked.value)),
    ),
    hasFlatRecord: fieldsOf(node.value).state === 'online',
    settings: readSettings(settings.value),
    targets,
    document: readStatus(fields ?? undefined),
    publicStatus: readPublicStatus(publicStatus?.value)?.status ?? null,
    dueAt: numberOf(fieldsOf(due.value).at),
    forgottenAt: numberOf(forgotten.value),
    sweptAt: numberOf(swept.value),
    hasAccount: account.value,
    log: log.value,
    notRead: [
      ...(account.reason ? [`the account: ${account.reason}`] : []),
      ...(log.reason ? [`the log: ${log.reason}`] : []),
    ],
  };
}

function connectionOf(
  id: string,
  record: unknown,
  leases: readonly Lease[],
  marks: Record<string, unknown>,
): Connection {
  const { last_changed: since, idle } = fieldsOf(record);
  const lease = leases.find((one) => one.id === id);
  const mark = lease ? readAskMark(marks[`${lease.uid}:${lease.slot}`]) : null;
  return {
    id,
    since: numberOf(since),
    idle: idle === true,
    renewedAt: lease?.at ?? null,
    askedAt: mark !== null && mark.renewedAt === lease?.at ? mark.at : null,
    rooms: lease?.seats.length ?? 0,
  };
}

/** The lines that the functions wrote about the user, the latest first. */
async function readLog(backend: Backend, uid: string): Promise<string[]> {
  if (backend.emulators.database) throw new Unreachable('the emulators keep no log.');
  const answer = await askGoogle(backend, 'https://logging.googleapis.com/v2/entries:list', {
    resourceNames: [`projects/${backend.projectId}`],
    filter: `jsonPayload.message="presence" AND jsonPayload.uid=${JSON.stringify(uid)}`,
    orderBy: 'timestamp desc',
    pageSize: 10,
  });
  const entries = isObject(answer) && Array.isArray(answer.entries) ? answer.entries.filter(isObject) : [];
  return entries.map(({ timestamp, jsonPayload }) => {
    const { node, outcome, lag } = fieldsOf(jsonPayload);
    return `${timestamp} ${node}: ${outcome}, ${lag} ms after the change`;
  });
}

/** What only adds evidence need not be readable. */
async function orReason<T>(reading: Promise<T>): Promise<{ value: T | null; reason: string | null }> {
  try {
    return { value: await reading, reason: null };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return { value: null, reason: error.message };
  }
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
