import { setTimeout as wait } from 'node:timers/promises';
import { arming, leasePath } from '@firebase-presence/contract';
import { idOf, placeOf, type Values } from '../rules/status-node.ts';
import type { DatabaseBench } from './database-bench.ts';
import { armsUpdate, type DatabaseClient, type Ground, OLD } from './database-operation.ts';
import { ALICE, NOW } from './examples.ts';
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

const SLOT = '01';
const LEASE = leasePath(ALICE.uid, SLOT);
const SECOND = idOf('second');
const CONNECTION = `status/${ALICE.uid}/connections/${SECOND}`;
const SEAT = idOf('seat-of-second');

export function firingAttacks({ everything }: Ground): FiringAttack[] {
  const leftover = { [LEASE]: { id: SECOND, at: OLD } };
  const connection = { [CONNECTION]: { last_changed: OLD, slot: SLOT } };
  const emptied = { [`${LEASE}/id`]: null, [`${LEASE}/at`]: null };
  return [
    {
      title: 'a lease that names another connection by then is claimed',
      stands: everything,
      ...armsUpdate('/', { [`${LEASE}/id`]: idOf('third'), [`${LEASE}/at`]: NOW }),
      meanwhile: { ...leftover, ...connection },
      path: LEASE,
    },
    {
      title: 'a lease whose connection exists by then is removed',
      stands: { ...everything, ...leftover },
      ...armsUpdate('/', emptied),
      meanwhile: connection,
      path: LEASE,
    },
    {
      title: 'a connection whose slot another one holds by then ends',
      stands: everything,
      ...armsUpdate('/', arming(placeOf(idOf('third'), SLOT), [], NOW)),
      meanwhile: { ...leftover, ...connection },
      path: `status/${ALICE.uid}`,
    },
    {
      title: 'a connection whose lease is gone by then is added',
      stands: { ...everything, ...leftover },
      ...armsUpdate(`status/${ALICE.uid}`, {
        [`connections/${SECOND}`]: { last_changed: NOW, slot: SLOT },
        last_changed: NOW,
      }),
      meanwhile: { [LEASE]: null },
      path: CONNECTION,
    },
    {
      title: 'a room slot whose seat exists by then is emptied',
      stands: { ...everything, [LEASE]: { id: SECOND, at: OLD, rooms: { 5: { room: 'lobby', seat: SEAT } } } },
      ...armsUpdate('/', { [`${LEASE}/rooms/5`]: null }),
      meanwhile: { [`presence/rooms/lobby/${ALICE.uid}/${SEAT}`]: { joined_at: OLD } },
      path: LEASE,
    },
  ].map((attack) => ({ ...attack, title: `at the end of the socket, ${attack.title}` }));
}

const CANARY = leasePath(ALICE.uid, '1f');

/** The server says nothing of a refusal at the end of a socket. What was armed after it and is right shows that its turn has come. */
export async function fire(bench: DatabaseBench, { stands, asks, meanwhile, path }: FiringAttack): Promise<Answer> {
  await bench.lay(stands);
  const client = bench.newClient(ALICE.uid);
  await asks(client);
  const canary = { [`${CANARY}/id`]: idOf('canary'), [`${CANARY}/at`]: NOW };
  await client.database.ref().onDisconnect().update(canary);
  await bench.write(meanwhile);
  const before = await bench.read(path);
  client.database.goOffline();
  while ((await bench.read(CANARY)) === 'null') await wait(5);
  const detail = await bench.read(path);
  return { verdict: detail === before ? 'refused' : 'accepted', detail };
}
