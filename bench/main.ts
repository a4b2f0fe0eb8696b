import { parseArgs } from 'node:util';
import { draw, publish } from './page.ts';
import { PARTS } from './parts.ts';
import { keep, MACHINE, machineTable, read } from './results.ts';

// `npm run bench`, inside the suite: measures, prints, keeps the figures and puts the tables into the documentation. Quick figures are only
// printed: they are there to see that everything works.

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

console.log(MACHINE);
for (const part of PARTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  const start = performance.now();
  const figures = values.kept ? read(part.name).figures : await part.measure(values.quick);
  const sections = part.show(figures);
  if (!values.quick) {
    if (!values.kept) keep(part.name, figures);
    publish(new Map([...sections, ['machine', machineTable()]]));
    if (part.draw) draw(part.draw(figures));
  }
  console.log(`\n== ${part.name}, ${Math.round((performance.now() - start) / 1000)} s`);
  for (const text of sections.values()) console.log(`\n${text}`);
}
// What an SDK still holds open must not keep this from ending.
process.exit();
