import { type Instance, readUser } from './databases.ts';
import type { Marks } from './due.ts';
import { type Cause, mirrorTo, type Outcome, type WaitPolicy } from './mirror.ts';
import type { StatusDocument } from './status-document.ts';
import { inEachTarget, outcomeOfAll } from './targets.ts';
import { causeOf, isStamp, lossOf, type UserChange } from './user-change.ts';

/** What {@link handleChange} needs. */
export interface ChangeContext {
  marks: Marks;
  /** The status of a user in each target. */
  documentsOf: (uid: string) => StatusDocument[];
  graceMs: number;
  intervalMs: number;
  /** Enqueues a tick for a time, in milliseconds since the epoch. */
  enqueueTick: (at: number) => Promise<void>;
  now: () => number;
  /** Resolves to true if the account of a uid exists. Default: each exists. */
  hasAccount?: (uid: string) => Promise<boolean>;
}

/**
 * Handles a change of a user's nodes. A loss waits for the tick after its grace period. The mirror handles every other change without
 * waiting.
 */
export async function handleChange(change: UserChange, context: ChangeContext): Promise<Outcome> {
  if (isStamp(change)) return 'unchanged';
  const lostAt = lossOf(change);
  if (lostAt !== null && context.graceMs > 0) {
    await waitForReturn(change, lostAt, context);
    return 'waiting';
  }
  const { hasAccount } = context;
  const cause: Cause = { ...causeOf(change), hasAccount: hasAccount && (() => hasAccount(change.uid)) };
  const waitPolicy = waitPolicyOf(cause, context);
  return outcomeOfAll(
    await inEachTarget(context.documentsOf(change.uid), (document) => mirrorTo(document, cause, waitPolicy)),
  );
}

/** Marks the user and enqueues a tick. The mark remains until a tick has settled it. */
async function waitForReturn({ uid, time }: UserChange, lostAt: number, context: ChangeContext): Promise<void> {
  const { marks, graceMs, enqueueTick } = context;
  // The tick compares with the node's own time, which may be later than that of the event.
  const { at } = await marks.markLoss(uid, { at: Math.max(time, lostAt) + graceMs, lostAt });
  await enqueueTick(at);
}

function waitPolicyOf(
  { uid, endOfStay: lostAt }: Cause,
  { marks, graceMs, intervalMs, enqueueTick, now }: ChangeContext,
): WaitPolicy {
  return {
    intervalMs,
    isGracePeriodOver: async () => graceMs === 0,
    async scheduleCheck(inMs) {
      const isLoss = inMs === 'after the grace period';
      const at = now() + (isLoss ? graceMs : inMs);
      await enqueueTick((await marks.ensure(uid, { at, graceUntil: isLoss ? at : null, lostAt })).at);
    },
  };
}

export const readFrom =
  (instance: Instance, uid: string): UserChange['read'] =>
  () =>
    readUser(instance.root, uid);
