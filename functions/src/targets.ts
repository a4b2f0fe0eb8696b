import { type Targets, writesDatabase, writesFirestore } from '@firebase-presence/contract';
import type { CollectionReference, Timestamp } from 'firebase-admin/firestore';
import type { Instance } from './databases.ts';
import { KnownVersions } from './known-versions.ts';
import type { Outcome } from './mirror.ts';
import { publicStatus } from './public-status.ts';
import type { Rest } from './rest.ts';
import { type StatusDocument, statusDocument } from './status-document.ts';

/** The targets of this worker, with what it remembers of them. */
export class StatusTargets {
  readonly #documents = new KnownVersions<Timestamp>();
  readonly #publicStatuses = new KnownVersions<string>();
  readonly #rest: Rest;

  constructor(rest: Rest) {
    this.#rest = rest;
  }

  /** Returns the status of a user in each target. @param instance the database instance that holds the user */
  of(uid: string, instance: Instance, targets: Targets, statuses: () => CollectionReference): StatusDocument[] {
    return [
      ...(writesFirestore(targets) ? [statusDocument(statuses().doc(uid), this.#documents)] : []),
      ...(writesDatabase(targets) ? [publicStatus({ instance, uid, rest: this.#rest }, this.#publicStatuses)] : []),
    ];
  }
}

/**
 * Does the same work in each target, side by side. A failure in one target does not stop the work in the other.
 *
 * @throws (rejects) when all have ended, if one failed, so that the event or the mark is worked on again
 */
export async function inEachTarget<T>(
  documents: readonly StatusDocument[],
  work: (document: StatusDocument) => Promise<T>,
): Promise<T[]> {
  const ends = await Promise.allSettled(documents.map(work));
  const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  if (reasons.length === 1) throw reasons[0];
  if (reasons.length > 1) throw new AggregateError(reasons, `Cannot write to any target: ${reasons.join('; ')}`);
  return ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
}

/** The outcomes that say more, first. */
const ORDER: readonly Outcome[] = ['waiting', 'invalid', 'written', 'stale', 'unchanged'];

/** Returns one outcome for all targets. */
export function outcomeOfAll(outcomes: readonly Outcome[]): Outcome {
  return ORDER.find((outcome) => outcomes.includes(outcome)) ?? 'unchanged';
}
