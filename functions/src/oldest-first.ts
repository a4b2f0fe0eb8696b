import type { Reference } from 'firebase-admin/database';
import { childrenOf } from './databases.ts';

/** How many children one query reads. The rules limit a lease to a few kilobytes. */
const PAGE = 100;

/** How many pages one tick reads. The next tick continues. */
const PAGES = 50;

type Page = [key: string, value: unknown][];

/**
 * Works on the children of a node whose `at` is at most the given time, the oldest first, page by page.
 *
 * @returns false if there may be more
 */
export async function inPages(node: Reference, latest: number, work: (page: Page) => Promise<void>): Promise<boolean> {
  const children = node.orderByChild('at').endAt(latest);
  let page = childrenOf(await children.limitToFirst(PAGE).get());
  for (let pages = 1; page.length > 0; pages++) {
    await work(page);
    if (page.length < PAGE) return true;
    if (pages === PAGES) return false;
    const [lastKey, last] = page.at(-1) ?? [];
    // Continues after the last child of the page, so that children that failed do not block the others.
    page = childrenOf(await children.startAfter(atOf(last), lastKey).limitToFirst(PAGE).get());
  }
  return true;
}

export function atOf(child: unknown): number | null {
  return typeof child === 'object' && child !== null && 'at' in child && typeof child.at === 'number' ? child.at : null;
}
