import { type Contestant, ourContestant, sampleContestant } from '../cost/contestants.ts';
import { during } from '../cost/measurement.ts';
import { type Figure, figuresAbout } from '../figure.ts';
import type { Log } from '../log.ts';

const TABS = 20;

export const MANY_TABS = `${TABS} tabs of one user open at once`;

export const SETTLED = 'settled after';

/** Longer than the measurement. */
const RENEWAL_MS = 600_000;

/** Measures how long it takes until nothing changes any more, and what it costs. */
export async function measureManyTabs(log: Log): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const contestant of [ourContestant(RENEWAL_MS), sampleContestant]) {
    log(`${MANY_TABS}, ${contestant.system.name}`);
    figures.push(...(await opensMany(contestant, log)));
  }
  return figures;
}

function opensMany(contestant: Contestant, log: Log): Promise<Figure[]> {
  const figure = figuresAbout({
    bench: 'latency',
    event: MANY_TABS,
    system: contestant.system.name,
  });
  return during(contestant, log, async (measurement) => {
    const pages = await measurement.loadsPages(TABS);
    let settledMs = 0;
    const counts = await measurement.cost(async () => {
      const start = performance.now();
      pages.start();
      settledMs = (await measurement.comesToRest()) - start;
    });
    const metrics = ['RTDB writes', 'function calls', 'Firestore writes', 'events of a watcher'];
    return [
      figure(SETTLED, 'ms', settledMs),
      ...metrics.map((metric) => figure(metric, 'count', counts.get(metric) ?? 0)),
    ];
  });
}
