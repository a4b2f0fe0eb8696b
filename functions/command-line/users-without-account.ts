import { BUDGET_ROOT, invalidUserIdReason, PUBLIC_ROOT, SETTINGS_ROOT, STATUS_ROOT } from '@firebase-presence/contract';
import type { Auth } from 'firebase-admin/auth';
import { childrenOf, type Instance } from '../src/databases.ts';

/** How many accounts Firebase Authentication looks up in one call. */
const BATCH = 100;

/** Finds the users who have presence data and no account. */
export async function* usersWithoutAccount(
  instances: Instance[],
  auth: Pick<Auth, 'getUsers'>,
): AsyncGenerator<string> {
  const found = new Set<string>();
  for (const instance of instances) {
    for (const root of [STATUS_ROOT, SETTINGS_ROOT, BUDGET_ROOT, PUBLIC_ROOT]) {
      for await (const uids of pagesOfKeys(instance, root)) {
        const valid = uids.filter((uid) => invalidUserIdReason(uid) === null && !found.has(uid));
        for (const uid of await withoutAccount(valid, auth)) {
          found.add(uid);
          yield uid;
        }
      }
    }
  }
}

async function withoutAccount(uids: string[], auth: Pick<Auth, 'getUsers'>): Promise<string[]> {
  if (uids.length === 0) return [];
  const { users } = await auth.getUsers(uids.map((uid) => ({ uid })));
  const existing = new Set(users.map(({ uid }) => uid));
  return uids.filter((uid) => !existing.has(uid));
}

async function* pagesOfKeys({ root }: Instance, path: string): AsyncGenerator<string[]> {
  const ordered = root.child(path).orderByKey().limitToFirst(BATCH);
  let page = childrenOf(await ordered.get());
  while (page.length > 0) {
    yield page.map(([key]) => key);
    const [last = ''] = page.at(-1) ?? [];
    page = childrenOf(await ordered.startAfter(last).get());
  }
}
