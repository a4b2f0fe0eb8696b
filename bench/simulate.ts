import { countedCosts } from './simulate/counted.ts';
import { OptionError, optionsIn, USAGE } from './simulate/options.ts';
import { figuresOf, TARGET_NAMES } from './simulate/simulation.ts';
import { loadTable, ourTable, peerTable } from './simulate/tables.ts';
import { TARGETS } from './simulate/usage.ts';

// `npm run simulate -- --users 50000 --sessions 3`: calculates a month of an app from the counts of bench/cost and from list prices.

try {
  const { app, targets, help } = optionsIn(process.argv.slice(2));
  if (help) {
    console.log(USAGE);
  } else {
    const hidden = TARGETS.filter((target) => !targets.includes(target)).map((target) => TARGET_NAMES[target]);
    const figures = figuresOf(app, countedCosts()).filter(({ system }) => !hidden.includes(system));
    console.log([loadTable(figures), ourTable(figures), peerTable(figures)].join('\n\n'));
  }
} catch (error) {
  if (!(error instanceof OptionError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
