import { FAULTS } from './faults/index.ts';
import { runFaults } from './run.ts';
import { areOursCorrect, publish, reportOf } from './table.ts';

// `npm run faults` runs all faults with all systems. `-- --write` writes the table into docs/9. `-- --only <text>` runs the faults whose
// title contains the text.

const only = process.argv[process.argv.indexOf('--only') + 1] ?? '';
const results = await runFaults(FAULTS.filter(({ title }) => !process.argv.includes('--only') || title.includes(only)));
if (process.argv.includes('--write')) publish(results);
console.log(reportOf(results));
process.exit(areOursCorrect(results) ? 0 : 1);
