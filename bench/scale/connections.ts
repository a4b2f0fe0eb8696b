import { setTimeout as wait } from 'node:timers/promises';
import pLimit from 'p-limit';
import { LEASE_ROOT } from '../../contract/index.ts';
import { until } from '../../tests/kit/until.ts';
import type { Figure } from '../figure.ts';
import { inWords } from '../figures.ts';
import { RawClient } from './raw-client.ts';
import { NAMESPACE, startStandIn } from './stand-in.ts';

/** How many sockets are opened at the same time: more would wait in the kernel's queue, and be refused. */
const AT_ONCE = 200;

/** So many clients of as many users connect, all lose their socket at the same moment, and all come back. */
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
  const standing = await standIn.count(`/${LEASE_ROOT}`);
  await Promise.all(clients.map((client) => client.vanishes()));
  await standIn.close();
  if (standing !== count) throw new Error(`${count} clients have come back, and hold ${standing} leases`);
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

/** Once what was only passing through has been collected: the least of some looks. */
async function restingBytes(standIn: { residentBytes(): number }): Promise<number> {
  const looks: number[] = [];
  for (let look = 0; look < 5; look++) {
    await wait(500);
    looks.push(standIn.residentBytes());
  }
  return Math.min(...looks);
}

async function seconds(act: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await act();
  return (performance.now() - start) / 1000;
}
