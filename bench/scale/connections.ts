import { LEASE_ROOT } from '../../contract/index.ts';
import { until } from '../../tests/kit/until.ts';
import { type Figure, figuresAbout } from '../figure.ts';
import { inWords } from '../figures.ts';
import { Crowd } from './crowd.ts';
import { instancesFor } from './open-files.ts';
import { resting } from './resting.ts';
import { type StandIn, startStandIn } from './stand-in.ts';

/** So many clients of as many users connect, all lose their socket at the same moment, and all come back. No function runs. */
export async function measureConnections(count: number): Promise<Figure[]> {
  const standIns = await Promise.all(Array.from({ length: instancesFor(count) }, () => startStandIn()));
  const crowd = Crowd.start(count, standIns);
  try {
    const before = await resting(() => residentBytes(standIns));
    const connectSeconds = await seconds(() => crowd.connects());
    const bytes = (await resting(() => residentBytes(standIns))) - before;
    const vanishSeconds = await seconds(async () => {
      await crowd.vanishes();
      await until('no connection is left', async () => (await leasesIn(standIns)) === 0, 300_000);
    });
    const reconnectSeconds = await seconds(() => crowd.connects());
    const leases = await leasesIn(standIns);
    if (leases !== count) throw new Error(`${count} clients are connected again, but there are ${leases} leases`);
    const figure = figuresAbout({
      bench: 'scale',
      event: `${inWords(count)} connections`,
      system: 'ours, on the stand-in',
    });
    return [
      figure('database instances', 'instances', standIns.length),
      figure('memory of the stand-in for each', 'kB', bytes / 1000 / count),
      figure('all connect and announce', 's', connectSeconds),
      figure('all are lost at once, and removed', 's', vanishSeconds),
      figure('all come back', 's', reconnectSeconds),
    ];
  } finally {
    crowd.close();
    await Promise.all(standIns.map((standIn) => standIn.close()));
  }
}

function residentBytes(standIns: readonly StandIn[]): number {
  return standIns.reduce((sum, standIn) => sum + standIn.residentBytes(), 0);
}

async function leasesIn(standIns: readonly StandIn[]): Promise<number> {
  const counts = await Promise.all(standIns.map((standIn) => standIn.count(`/${LEASE_ROOT}`)));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function seconds(act: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await act();
  return (performance.now() - start) / 1000;
}
