import { setTimeout as wait } from 'node:timers/promises';
import pLimit from 'p-limit';
import { LEASE_ROOT } from '../../contract/index.ts';
import { until } from '../../tests/faults/until.ts';
import type { Figure } from '../figure.ts';
import { inWords } from '../figures.ts';
import { RawClient } from './raw-client.ts';
import { NAMESPACE, startStandIn } from './stand-in.ts';

/** How many sockets open at the same time. The kernel's queue would refuse more. */
const AT_ONCE = 200;

/** Connects so many clients, each with a user of its own, ends all sockets at the same moment, and connects all again. */
export async function measureConnections(count: number): Promise<Figure[]> {
  const standIn = await startStandIn();
  const before = await restingBytes(standIn);
  const clients = Array.from({ length: count }, (_, index) => new RawClient(`user-${index}`, standIn, NAMESPACE));
  const connectSeconds = await seconds(() => all(clients, (client) => client.connects()));
  const bytes = (await restingBytes(standIn)) - before;
  const vanish = async (): Promise<void> => {
    await Promise.all(clients.map((client) => client.vanishes()));
    await until('no connection is left', async () => (await standIn.count(`/${LEASE_ROOT}`)) === 0, 300_000);
  };
  const vanishSeconds = await seconds(vanish);
  const reconnectSeconds = await seconds(() => all(clients, (client) => client.connects()));
  const leases = await standIn.count(`/${LEASE_ROOT}`);
  await Promise.all(clients.map((client) => client.vanishes()));
  await standIn.close();
  if (leases !== count) throw new Error(`${count} clients are connected again, but there are ${leases} leases`);
  const figure = (metric: string, unit: string, value: number): Figure => ({
    bench: 'scale',
    event: `${inWords(count)} connections`,
    system: 'ours, on the stand-in',
    metric,
    unit,
    value,
  });
  return [
    figure('memory of the stand-in for each', 'kB', bytes / 1000 / count),
    figure('all connect and announce', 's', connectSeconds),
    figure('all are lost at once, and removed', 's', vanishSeconds),
    figure('all come back', 's', reconnectSeconds),
  ];
}

async function all(clients: readonly RawClient[], act: (client: RawClient) => Promise<void>): Promise<void> {
  const limit = pLimit(AT_ONCE);
  await Promise.all(clients.map((client) => limit(() => act(client))));
}

/** The memory without temporary objects: the smallest of some measurements. */
async function restingBytes(standIn: { residentBytes(): number }): Promise<number> {
  const sizes: number[] = [];
  for (let run = 0; run < 5; run++) {
    await wait(500);
    sizes.push(standIn.residentBytes());
  }
  return Math.min(...sizes);
}

async function seconds(act: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await act();
  return (performance.now() - start) / 1000;
}
