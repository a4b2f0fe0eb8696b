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

// `npm run soak`: some hundred tabs in several processes live for minutes, some die; then the databases have to hold the truth, and the
// memory of what served them has to be flat.

const CROWDS = 6;

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '300' },
    minutes: { type: 'string', default: '5' },
    /** Between two acts of one tab. */
    pause: { type: 'string', default: '60' },
  },
});
const size = Math.ceil(Number(values.clients) / CROWDS);
const lifeMs = Number(values.minutes) * 60_000;
const pauseMs = Number(values.pause) * 1000;

const run = unique('user');
// Everybody has a tab in the crowd and one in the crowd across.
const uidsOf = (crowd: number): string[] =>
  Array.from({ length: size }, (_, index) => `${run}-${(crowd % (CROWDS / 2)) * size + index}`);
const everybody = Array.from({ length: CROWDS / 2 }, (_, crowd) => uidsOf(crowd)).flat();

const network = await openFaultProxy(suite.database());
const stopSweeping = await startSchedule('sweepLeases', 60_000);
const crowds = Array.from(
  { length: CROWDS },
  (_, index) => new Crowd(uidsOf(index), pauseMs, index === 0 ? network : suite.database()),
);
console.log(`${size * CROWDS} tabs of ${everybody.length} users in ${CROWDS} processes, for ${values.minutes} minutes`);
const memory = watchMemory(2000);

await wait(lifeMs / 2);
console.log('One of the processes is killed, and starts again.');
await crowds[1]?.isKilled();
const errors = crowds.flatMap((crowd) => crowd.errors);
crowds[1] = new Crowd(uidsOf(1), pauseMs, suite.database());
await wait(lifeMs / 2);

const present = await Promise.all(crowds.map((crowd) => crowd.settles()));
const growth = growthOf(memory.stop());
console.log('One falls silent, one is killed, and the others are at rest.');
network.silence();
await crowds[2]?.isKilled();
const here = present.filter((_, index) => index !== 0 && index !== 2).flat();

const { seconds, wrong } = await becomesTrue(() => differences(everybody, here));
const mended = await disagreements();
errors.push(...crowds.flatMap((crowd) => crowd.errors));
for (const line of [...wrong, ...new Set(errors)]) console.log(line);
for (const one of growth) console.log(describe(one));
const left = `wrong: ${wrong.length}, to repair: ${mended}, errors: ${errors.length}`;
const flat = growth.every((one) => one.flat);
console.log(
  `soak: ${size * CROWDS} tabs, ${values.minutes} minutes; ${left}, true after ${seconds} s; memory ${flat ? 'flat' : 'grows'}`,
);
stopSweeping();
await Promise.all(crowds.map((crowd) => crowd.isKilled()));
process.exit(wrong.length + mended + errors.length === 0 && flat ? 0 : 1);

/** Who fell silent is gone within the published bound; the events that this causes queue up before the functions emulator. */
async function becomesTrue(look: () => Promise<string[]>): Promise<{ seconds: number; wrong: string[] }> {
  const start = performance.now();
  const limitMs = SWEPT_WITHIN_SECONDS * 1000 + 60_000;
  for (;;) {
    const wrong = await look();
    const seconds = Math.round((performance.now() - start) / 1000);
    if (wrong.length === 0 || performance.now() - start > limitMs) return { seconds, wrong };
    await wait(1000);
  }
}

function describe({ program, middle, end, flat }: Growth): string {
  return `Memory of ${program}: ${Math.round(middle)} MB, at the end ${Math.round(end)} MB${flat ? '' : ', which is not flat'}`;
}
