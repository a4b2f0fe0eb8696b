import { fieldsOf } from '@firebase-presence/contract';
import type { Reference } from 'firebase-admin/database';

/*
 * Two deployments must not work in one database instance: both would settle the same marks, each into its own collection, and each loss
 * would reach only one of the two collections. So the first deployment claims the instance, and the ticks of another one refuse to run.
 *
 *   /presence/marks/claim: { by, at }   the deployment, and when its schedule last ran, in milliseconds since the epoch
 */

const CLAIM = 'presence/marks/claim';

/** After this time without a run of the schedule, another deployment takes over. In milliseconds. */
const ABANDONED_AFTER_MS = 5 * 60_000;

/** Claims an instance, or renews the claim. @throws if another deployment works there */
export async function claim(root: Reference, by: string, now: number): Promise<void> {
  let holder: string | null = null;
  await root.child(CLAIM).transaction(
    (value: unknown) => {
      holder = holderOf(value, now);
      return holder === null || holder === by ? { by, at: now } : value;
    },
    undefined,
    false,
  );
  refuse(root, by, holder);
}

/** @throws if another deployment works in the instance */
export async function requireClaim(root: Reference, by: string, now: number): Promise<void> {
  refuse(root, by, holderOf((await root.child(CLAIM).get()).val(), now));
}

function refuse(root: Reference, by: string, holder: string | null): void {
  if (holder === null || holder === by) return;
  throw new Error(
    `Two deployments of presence act on ${root.toString()}: '${holder}' works there, and '${by}' refuses to. ` +
      'Give each of them instances of its own in PRESENCE_DATABASE_URLS, or uninstall one.',
  );
}

function holderOf(value: unknown, now: number): string | null {
  const { by, at } = fieldsOf(value);
  return typeof by === 'string' && typeof at === 'number' && at > now - ABANDONED_AFTER_MS ? by : null;
}
