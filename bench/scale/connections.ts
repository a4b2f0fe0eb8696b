import { LEASE_ROOT } from '../../contract/index.ts';
import { until } from '../../tests/kit/until.ts';
import { type Figure, figuresAbout } from '../figure.ts';
import { inWords } from '../figures.ts';
import { forAll } from './for-all.ts';
import { RawClient } from './raw-client.ts';
import { resting } from './resting.ts';
import { NAMESPACE, startStandIn } from './stand-in.ts';

/** So many clients of as many users connect, all lose their socket at the same moment, and all come back. */
export async function measureConnections(count: number): Promise<Figure[]> {
  const standIn = await startStandIn();
  const before = await resting(() => standIn.residentBytes());
  const clients = Array.from({ length: count }, (_, index) => new RawClient(`user-${index}`, standIn, NAMESPACE));
  const connectSeconds = await seconds(() => forAll(clients, (client) => client.connects()));
  const bytes = (await resting(() => standIn.residentBytes())) - before;
  const vanish = async (): Promise<void> => {
    await Promise.all(clients.map((client) => client.vanishes()));
    await until('no connection is left', async () => (await standIn.count(`/${LEASE_ROOT}`)) === 0, 300_000);
  };
  const vanishSeconds = await seconds(vanish);
  const reconnectSeconds = await seconds(() => forAll(clients, (client) => client.connects()));
  const leases = await standIn.count(`/${LEASE_ROOT}`);
  await Promise.all(clients.map((client) => client.vanishes()));
  await standIn.close();
  if (leases !== count) throw new Error(`${count} clients are connected again, but there are ${leases} leases`);
  const figure = figuresAbout({
    bench: 'scale',
    event: `${inWords(count)} connections`,
    system: 'ours, on the stand-in',
  });
  return [
    figure('memory of the stand-in for each', 'kB', bytes / 1000 / count),
    figure('all connect and announce', 's', connectSeconds),
    figure('all are lost at once, and removed', 's', vanishSeconds),
    figure('all come back', 's', reconnectSeconds),
  ];
}

async function seconds(act: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await act();
  return (performance.now() - start) / 1000;
}
