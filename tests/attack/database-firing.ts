import { setTimeout as wait } from 'node:timers/promises';
import { arming, leasePath } from '@firebase-presence/contract';
import { idOf, placeOf, type Values } from '../rules/status-node.ts';
import type { DatabaseBench } from './database-bench.ts';
import { armsUpdate, type DatabaseClient, type Ground, OLD } from './database-operation.ts';
import { ALICE, NOW } from './examples.ts';
import type { Answer } from './verdict.ts';

/** An operation for the end of the socket that is valid when the client arms it, and no longer valid when the socket ends. */
export interface FiringAttack {
  title: string;
  initial: Values;
  asks: (client: DatabaseClient) => Promise<unknown>;
  /** The write in between that makes it invalid. */
  meanwhile: Values;
  /** The path where the operation would be seen. */
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
      title: 'the client claims a lease that names another connection by then',
      initial: everything,
      ...armsUpdate('/', { [`${LEASE}/id`]: idOf('third'), [`${LEASE}/at`]: NOW }),
      meanwhile: { ...leftover, ...connection },
      path: LEASE,
    },
    {
      title: 'the client removes a lease whose connection exists by then',
      initial: { ...everything, ...leftover },
      ...armsUpdate('/', emptied),
      meanwhile: connection,
      path: LEASE,
    },
    {
      title: 'the client removes a connection whose slot belongs to another one by then',
      initial: everything,
      ...armsUpdate('/', arming(placeOf(idOf('third'), SLOT), [], NOW)),
      meanwhile: { ...leftover, ...connection },
      path: `status/${ALICE.uid}`,
    },
    {
      title: 'the client adds a connection whose lease was removed by then',
      initial: { ...everything, ...leftover },
      ...armsUpdate(`status/${ALICE.uid}`, {
        [`connections/${SECOND}`]: { last_changed: NOW, slot: SLOT },
        last_changed: NOW,
      }),
      meanwhile: { [LEASE]: null },
      path: CONNECTION,
    },
    {
      title: 'the client empties a room slot whose seat exists by then',
      initial: { ...everything, [LEASE]: { id: SECOND, at: OLD, rooms: { 5: { room: 'lobby', seat: SEAT } } } },
      ...armsUpdate('/', { [`${LEASE}/rooms/5`]: null }),
      meanwhile: { [`presence/rooms/lobby/${ALICE.uid}/${SEAT}`]: { joined_at: OLD } },
      path: LEASE,
    },
  ].map((attack) => ({ ...attack, title: `at the end of the socket, ${attack.title}` }));
}

const CANARY = leasePath(ALICE.uid, '1f');

/**
 * Runs the attack. The server does not report a refusal at the end of a socket. So the client arms a valid write after the attack. When
 * that write arrives, the server has decided about the attack.
 */
export async function fire(bench: DatabaseBench, { initial, asks, meanwhile, path }: FiringAttack): Promise<Answer> {
  await bench.lay(initial);
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
