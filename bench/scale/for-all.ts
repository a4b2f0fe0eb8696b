import pLimit from 'p-limit';
import type { RawClient } from './raw-client.ts';

/** How many sockets a process opens at the same time. More would wait in the kernel's queue, and be refused. */
const AT_ONCE = 100;

export async function forAll(clients: readonly RawClient[], act: (client: RawClient) => Promise<void>): Promise<void> {
  const limit = pLimit(AT_ONCE);
  await Promise.all(clients.map((client) => limit(() => act(client))));
}
