import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openFaultProxy } from 'fault-proxy';
import { SWEPT_WITHIN_SECONDS } from '../../contract/index.ts';
import { startSchedule } from '../kit/schedule.ts';
import * as suite from '../kit/suite.ts';
import { unique } from '../kit/unique.ts';
import { Crowd } from './crowd.ts';
import { type Growth, growthOf, watchMemory } from './memory.ts';
import { differences, disagreements } from './truth.ts';

// `npm run soak` runs hundreds of tabs in several processes for minutes, and kills some. Then both databases must be correct, and the
// memory of the servers must be flat.

const CROWDS = 6;

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '300' },
    minutes: { type: 'string', default: '5' },
    /** The seconds between two actions of one tab. */
    pause: { type: 'string', default: '60' },
  },
});
const size = Math.ceil(Number(values.clients) / CROWDS);
const lifeMs = Number(values.minutes) * 60_000;
const pauseMs = Number(values.pause) * 1000;

const run = unique('user');
// Each user has one tab in this crowd, and one in the crowd three numbers away.
const uidsOf = (crowd: number): string[] =>
  Array.from({ length: size }, (_, index) => `${run}-${(crowd % (CROWDS / 2)) * size + index}`);
const allUids = Array.from({ length: CROWDS / 2 }, (_, crowd) => uidsOf(crowd)).flat();

const network = await openFaultProxy(suite.database());
const stopSweeping = await startSchedule('sweepLeases', 60_000);
const crowds = Array.from(
  { length: CROWDS },
  (_, index) => new Crowd(uidsOf(index), pauseMs, index === 0 ? network : suite.database()),
);
console.log(`${size * CROWDS} tabs of ${allUids.length} users in ${CROWDS} processes, for ${values.minutes} minutes`);
const memory = watchMemory(2000);

await wait(lifeMs / 2);
console.log('Killing one process and starting it again.');
await crowds[1]?.kill();
const errors = crowds.flatMap((crowd) => crowd.errors);
crowds[1] = new Crowd(uidsOf(1), pauseMs, suite.database());
await wait(lifeMs / 2);

const present = await Promise.all(crowds.map((crowd) => crowd.settle()));
const growth = growthOf(memory.stop());
console.log('Silencing the network of one process and killing another one. The others are at rest.');
network.silence();
await crowds[2]?.kill();
const stillPresent = present.filter((_, index) => index !== 0 && index !== 2).flat();

const { seconds, incorrect } = await waitUntilCorrect(() => differences(allUids, stillPresent));
const toRepair = await disagreements();
errors.push(...crowds.flatMap((crowd) => crowd.errors));
for (const line of [...incorrect, ...new Set(errors)]) console.log(line);
for (const one of growth) console.log(describe(one));
const left = `incorrect: ${incorrect.length}, to repair: ${toRepair}, errors: ${errors.length}`;
const flat = growth.every((one) => one.flat);
console.log(
  `soak: ${size * CROWDS} tabs, ${values.minutes} minutes; ${left}, correct after ${seconds} s; memory ${flat ? 'flat' : 'grows'}`,
);
stopSweeping();
await Promise.all(crowds.map((crowd) => crowd.kill()));
process.exit(incorrect.length + toRepair + errors.length === 0 && flat ? 0 : 1);

/**
 * Waits until all data is correct. The sweeper removes silent tabs within the published bound. Then the functions emulator needs time for
 * their events.
 */
async function waitUntilCorrect(check: () => Promise<string[]>): Promise<{ seconds: number; incorrect: string[] }> {
  const start = performance.now();
  const limitMs = SWEPT_WITHIN_SECONDS * 1000 + 60_000;
  for (;;) {
    const incorrect = await check();
    const seconds = Math.round((performance.now() - start) / 1000);
    if (incorrect.length === 0 || performance.now() - start > limitMs) return { seconds, incorrect };
    await wait(1000);
  }
}

function describe({ program, middle, end, flat }: Growth): string {
  return `Memory of ${program}: ${Math.round(middle)} MB, at the end ${Math.round(end)} MB${flat ? '' : ', which is not flat'}`;
}
