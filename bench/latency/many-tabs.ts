import { type Contestant, ourContestant, sampleContestant } from '../cost/contestants.ts';
import { during } from '../cost/visit.ts';
import { type Figure, figuresAbout } from '../figure.ts';
import type { Say } from '../say.ts';

const TABS = 20;

export const MANY_TABS = `${TABS} tabs of one person open at once`;

export const SETTLED = 'settled after';

/** Longer than it takes. */
const RENEWAL_MS = 600_000;

/** How long until nothing changes any more, and what it took. */
export async function measureManyTabs(say: Say): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const contestant of [ourContestant(RENEWAL_MS), sampleContestant]) {
    say(`${MANY_TABS}, ${contestant.system.name}`);
    figures.push(...(await opensMany(contestant, say)));
  }
  return figures;
}

function opensMany(contestant: Contestant, say: Say): Promise<Figure[]> {
  const figure = figuresAbout({
    bench: 'latency',
    event: MANY_TABS,
    system: contestant.system.name,
  });
  return during(contestant, say, async (visit) => {
    const pages = await visit.loadsPages(TABS);
    let settledMs = 0;
    const counts = await visit.cost(async () => {
      const start = performance.now();
      pages.start();
      settledMs = (await visit.comesToRest()) - start;
    });
    const metrics = ['RTDB writes', 'function calls', 'Firestore writes', 'events of a watcher'];
    return [
      figure(SETTLED, 'ms', settledMs),
      ...metrics.map((metric) => figure(metric, 'count', counts.get(metric) ?? 0)),
    ];
  });
}
