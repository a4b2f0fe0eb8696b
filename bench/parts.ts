import { coldStart } from './cold-start/part.ts';
import { cost } from './cost/part.ts';
import { hostile } from './hostile/part.ts';
import { latency } from './latency/part.ts';
import type { Part } from './part.ts';
import { type PartName, partNames } from './part-names.ts';
import { rooms } from './rooms/part.ts';
import { scale } from './scale/part.ts';
import { lists } from './simulate/lists.ts';
import { simulate } from './simulate/part.ts';
import { size } from './size/part.ts';

const BY_NAME: Readonly<Record<PartName, Part>> = {
  cost,
  size,
  latency,
  'cold-start': coldStart,
  scale,
  rooms,
  hostile,
  lists,
  simulate,
};

/** In the order in which they run. */
export const PARTS: readonly Part[] = partNames().map((name) => BY_NAME[name]);
