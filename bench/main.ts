import { parseArgs } from 'node:util';
import { draw, publish } from './page.ts';
import type { Part } from './part.ts';
import { PARTS } from './parts.ts';
import { keep, MACHINE, machineTable, read } from './results.ts';
import { sayOnStderr } from './say.ts';
import { watchForStandstill } from './watchdog.ts';

// `npm run bench`, inside the suite: measures, prints, keeps the figures and puts the tables into the documentation. Quick figures are only
// printed: they are there to see that everything works. A part that fails does not keep the others from running.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    /** Measures nothing, and shows what was kept. */
    kept: { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0)
  throw new Error(`There is no ${unknown.join(', ')}, only ${PARTS.map(({ name }) => name).join(', ')}`);

const watchdog = watchForStandstill();
console.log(MACHINE);
let failed = 0;
for (const part of PARTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  try {
    await run(part);
  } catch (error) {
    failed++;
    console.error(`== ${part.name} failed:`, error);
  }
}
// What an SDK still holds open must not keep this from ending.
process.exit(failed === 0 ? 0 : 1);

async function run(part: Part): Promise<void> {
  const start = performance.now();
  const figures = values.kept ? read(part.name).figures : await part.measure(values.quick, sayOf(part));
  const sections = part.show(figures);
  if (!values.quick) {
    if (!values.kept) keep(part.name, figures);
    publish(new Map([...sections, ['machine', machineTable()]]));
    if (part.draw) draw(part.draw(figures));
  }
  console.log(`\n== ${part.name}, ${Math.round((performance.now() - start) / 1000)} s`);
  for (const text of sections.values()) console.log(`\n${text}`);
}

function sayOf({ name }: Part) {
  const say = sayOnStderr(name);
  return (text: string): void => {
    watchdog(`${name}: ${text}`);
    say(text);
  };
}
