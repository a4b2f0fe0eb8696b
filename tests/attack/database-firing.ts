import { setTimeout as wait } from 'node:timers/promises';
import type { Values } from '../rules/status-node.ts';
import type { DatabaseBench } from './database-bench.ts';
import { armsRemove, armsSet, armsUpdate, type DatabaseClient, type Ground, OLD } from './database-operation.ts';
import { ALICE, BOB, NOW } from './examples.ts';
import type { Answer } from './verdict.ts';

/** What the server is asked to do at the end of the socket, while it is right, and that no longer is when it happens. */
export interface FiringAttack {
  title: string;
  stands: Values;
  asks: (client: DatabaseClient) => Promise<unknown>;
  /** What makes it wrong. */
  meanwhile: Values;
  /** Where it would be seen. */
  path: string;
}

export function firingAttacks({ everything }: Ground): FiringAttack[] {
  const lease = 'heartbeats/second';
  const connection = 'status/alice/connections/second';
  const own = { uid: ALICE.uid, at: OLD };
  return [
    {
      title: 'a lease that is of somebody else by then is taken over',
      stands: everything,
      ...armsSet(lease, { uid: ALICE.uid, at: NOW }),
      meanwhile: { [lease]: { uid: BOB.uid, at: OLD } },
      path: lease,
    },
    {
      title: 'a lease that is of somebody else by then is removed',
      stands: { ...everything, [lease]: own },
      ...armsRemove(lease),
      meanwhile: { [lease]: { uid: BOB.uid, at: OLD } },
      path: lease,
    },
    {
      title: 'a lease under which a connection stands by then is removed',
      stands: { ...everything, [lease]: own },
      ...armsRemove(lease),
      meanwhile: { [connection]: { last_changed: OLD } },
      path: lease,
    },
    {
      title: 'a connection of which the lease is gone by then is added',
      stands: { ...everything, [lease]: own },
      ...armsUpdate('status/alice', { 'connections/second': { last_changed: NOW }, last_changed: NOW }),
      meanwhile: { [lease]: null },
      path: connection,
    },
  ].map((attack) => ({ ...attack, title: `at the end of the socket, ${attack.title}` }));
}

const CANARY = 'heartbeats/canary';

/** The server says nothing of a refusal at the end of a socket. What was armed after it and is right shows that its turn has come. */
export async function fire(bench: DatabaseBench, { stands, asks, meanwhile, path }: FiringAttack): Promise<Answer> {
  await bench.lay(stands);
  const client = bench.newClient(ALICE.uid);
  await asks(client);
  await client.database.ref(CANARY).onDisconnect().set({ uid: ALICE.uid, at: NOW });
  await bench.write(meanwhile);
  const before = await bench.read(path);
  client.database.goOffline();
  while ((await bench.read(CANARY)) === 'null') await wait(5);
  const detail = await bench.read(path);
  return { verdict: detail === before ? 'refused' : 'accepted', detail };
}
