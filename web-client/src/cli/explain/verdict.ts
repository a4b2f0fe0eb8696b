import { applySettings, LATE_AFTER_SECONDS, nextStatus, SWEPT_WITHIN_SECONDS } from '@firebase-presence/contract';
import { counted } from '../text/counted.ts';
import { ago } from './ago.ts';
import type { Connection, Facts } from './facts.ts';

/** Why a user is shown as they are. */
export interface Verdict {
  /** A stable name of the situation. */
  code: string;
  /** True if the user is shown wrongly, or nobody can say. */
  isWrong: boolean;
  sentence: string;
  /** What to do; null if nothing has to be done. */
  fix: string | null;
}

const REPAIR = 'npx firebase-presence repair';
const DOCTOR = 'npx firebase-presence doctor';

/**
 * With both targets, a target that shows the user wrongly decides.
 *
 * @param lateAfterMs how long after its latest renewal a lease is late
 */
export function verdictOn(facts: Facts, lateAfterMs: number): Verdict {
  if (facts.targets === 'firestore') return verdictOnStatus(facts, lateAfterMs);
  const inDatabase = verdictOnStatus({ ...facts, document: facts.publicStatus }, lateAfterMs);
  if (facts.targets === 'database') return inDatabase;
  const inFirestore = verdictOnStatus(facts, lateAfterMs);
  if (inFirestore.isWrong || !inDatabase.isWrong) return inFirestore;
  return { ...inDatabase, sentence: `In the Realtime Database, ${inDatabase.sentence}` };
}

/** @param facts with the status of one target as its document */
function verdictOnStatus(facts: Facts, lateAfterMs: number): Verdict {
  const { uid, document, aggregate: node, forgottenAt, now } = facts;
  if (forgottenAt !== null) {
    return right('deleted', `${uid} is shown offline, because the account was deleted ${ago(now - forgottenAt)}.`);
  }
  if (document === null && node.absent) return neverSeen(facts);
  return disagreement(facts, lateAfterMs) ?? (document?.state === 'online' ? online(facts) : offline(facts));
}

function neverSeen({ uid, hasAccount }: Facts): Verdict {
  if (hasAccount === false)
    return wrong('no-account', `There is no account with the uid ${uid}, and no data of presence.`, 'Look at the uid.');
  const sentence = `${uid} is shown offline, because no client of this user has ever announced a connection.`;
  return right('never-online', sentence, `If the user should be online: does the app call getPresence? ${DOCTOR}`);
}

/** The status says something else than the function would write. */
function disagreement(facts: Facts, lateAfterMs: number): Verdict | null {
  const { uid, document, aggregate: node, settings, now, dueAt, connections } = facts;
  const as = document?.state ?? 'offline';
  const expired = connections.filter((one) => isExpired(one, now, lateAfterMs));
  if (as === 'online' && expired.length > 0 && expired.length === connections.length && !facts.hasFlatRecord) {
    const since = ago(now - Math.max(...expired.map(({ renewedAt }) => renewedAt ?? 0)));
    const sentence = `${uid} is shown online, but no client lives: the lease was last renewed ${since}, and the sweeper has not removed the connection.`;
    return wrong('not-swept', sentence, `Look whether the sweeper runs: ${DOCTOR}`);
  }
  if (
    as === 'online' &&
    connections.length > 0 &&
    connections.every(({ renewedAt }) => renewedAt === null) &&
    !facts.hasFlatRecord
  ) {
    return wrong(
      'no-lease',
      `${uid} is shown online by a connection that no lease names, so the sweeper cannot find it.`,
      REPAIR,
    );
  }
  if (nextStatus(document, applySettings(node, settings), null) === null) return null;
  if (dueAt !== null) {
    const sentence = `${uid} is still shown ${as}: the connection was lost ${ago(now - node.lastChanged)}, and the function waits for the grace period.`;
    return dueAt + LATE_MS > now ? right('grace-period', sentence) : wrong('tick-late', late(facts), DOCTOR);
  }
  if (document === null || document.state !== node.state) {
    const sentence = `${uid} is shown ${as}, but the Realtime Database says ${node.state}: the function has not mirrored the change of ${ago(now - node.lastChanged)}.`;
    return wrong('not-mirrored', sentence, `Look whether the functions run: ${DOCTOR}. Then: ${REPAIR}`);
  }
  return wrong(
    'differs',
    `${uid} is shown ${as}, but the settings in the status are not those that the user chose.`,
    REPAIR,
  );
}

/** How long after it is due a mark may wait, in milliseconds. */
const LATE_MS = 60_000;

function late({ uid, document, dueAt, now }: Facts): string {
  return `${uid} is still shown ${document?.state ?? 'offline'}: a tick had to look at the user ${ago(now - (dueAt ?? now))}, and none did.`;
}

function online({ uid, connections, hasFlatRecord, settings, document, aggregate: node, now }: Facts): Verdict {
  const since = ago(now - (document?.lastChanged ?? now));
  if (connections.length === 0 && hasFlatRecord) {
    const sentence = `${uid} is shown online by a documentation-style client, which has no lease: if its end is lost, nothing takes the user offline.`;
    return right('flat-record', sentence, `If that client does not run: ${REPAIR} --end-flat-records`);
  }
  const count = counted(connections.length, 'connection');
  if (settings.availability === 'busy')
    return right(
      'busy',
      `${uid} is shown busy, because the user chose that ${ago(now - settings.availabilityAt)}, with ${count}.`,
    );
  if (node.idle)
    return right(
      'away',
      `${uid} is shown away, because no connection is active: ${count} with a hidden tab, or without input for five minutes.`,
    );
  return right('online', `${uid} is shown online, because the user has ${count}. The state changed ${since}.`);
}

function offline({ uid, settings, aggregate: node, document, now }: Facts): Verdict {
  const since = ago(now - (document?.lastChanged ?? node.lastChanged));
  if (settings.availability === 'invisible') {
    const how = node.state === 'online' ? ', although a client of the user is connected' : '';
    return right(
      'invisible',
      `${uid} is shown offline, because the user chose to be invisible ${ago(now - settings.availabilityAt)}${how}.`,
    );
  }
  if (node.absent)
    return right(
      'node-deleted',
      `${uid} is shown offline, because the user's node in the Realtime Database was deleted.`,
    );
  if (settings.lastSeenHidden) {
    return right(
      'last-seen-hidden',
      `${uid} is shown offline, and the user hides when they were last seen: the time in the status is that of this choice.`,
    );
  }
  if (node.left)
    return right(
      'left',
      `${uid} is shown offline, because the user left ${since}: a sign-out, a pause, or the sweeper.`,
    );
  return right(
    'lost',
    `${uid} is shown offline, because the last connection ended ${since}: a closed tab or a lost network.`,
  );
}

function isExpired({ renewedAt }: Connection, now: number, lateAfterMs: number): boolean {
  return renewedAt !== null && now > renewedAt + lateAfterMs + SWEEP_MS;
}

/** What a tick, the answer of the client and the sweeper may take, in milliseconds. */
const SWEEP_MS = (SWEPT_WITHIN_SECONDS - LATE_AFTER_SECONDS) * 1000;

function right(code: string, sentence: string, fix: string | null = null): Verdict {
  return { code, isWrong: false, sentence, fix };
}

function wrong(code: string, sentence: string, fix: string): Verdict {
  return { code, isWrong: true, sentence, fix };
}
