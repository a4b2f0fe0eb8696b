import { logToStderr } from './log.ts';
import { draw, publish } from './page.ts';
import type { Part } from './part.ts';
import { PARTS } from './parts.ts';
import { keep, MACHINE, machineTable, read } from './results.ts';
import { select } from './selection.ts';
import { watchForBlockedLoop } from './watchdog.ts';

// `npm run bench`, inside the suite: measures, prints and stores the figures, and writes the tables into the documentation. Quick figures
// are only printed: they show that everything works. When a part fails, the others still run.

const { parts, quick, kept } = select(process.argv.slice(2));
const watchdog = watchForBlockedLoop();
console.log(MACHINE);
let failed = 0;
for (const part of PARTS.filter(({ name }) => parts.includes(name))) {
  try {
    await run(part);
  } catch (error) {
    failed++;
    console.error(`== ${part.name} failed:`, error);
  }
}
// Open connections of Firebase's SDKs must not keep this process from ending.
process.exit(failed === 0 ? 0 : 1);

async function run(part: Part): Promise<void> {
  const start = performance.now();
  const figures = kept ? read(part.name).figures : await part.measure(quick, logOf(part));
  const sections = part.show(figures);
  if (!quick) {
    if (!kept) keep(part.name, figures);
    publish(new Map([...sections, ['machine', machineTable()]]));
    if (part.draw) draw(part.draw(figures));
  }
  console.log(`\n== ${part.name}, ${Math.round((performance.now() - start) / 1000)} s`);
  for (const text of sections.values()) console.log(`\n${text}`);
}

function logOf({ name }: Part) {
  const log = logToStderr(name);
  return (text: string): void => {
    watchdog(`${name}: ${text}`);
    log(text);
  };
}
