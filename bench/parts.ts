import { coldStart } from './cold-start/part.ts';
import { cost } from './cost/part.ts';
import { latency } from './latency/part.ts';
import type { Part } from './part.ts';
import { rooms } from './rooms/part.ts';
import { scale } from './scale/part.ts';
import { lists } from './simulate/lists.ts';
import { simulate } from './simulate/part.ts';
import { size } from './size/part.ts';

/** In the order in which they run and in which the documentation shows them. */
export const PARTS: readonly Part[] = [cost, size, latency, coldStart, scale, rooms, lists, simulate];
