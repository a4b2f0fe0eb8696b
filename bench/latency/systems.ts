import { handlesAfterGrace } from '../../tests/faults/ours.ts';
import type { System } from '../../tests/faults/system.ts';
import { ourContestant, sampleContestant } from '../cost/contestants.ts';
import { floor } from './floor.ts';

/** Longer than the measurement. */
const RENEWAL_MS = 600_000;

/** Without the grace period and without the minimum time between two changes of a document, because both are chosen delays. */
const oursAtOnce: System = {
  ...ourContestant(RENEWAL_MS).system,
  handles: handlesAfterGrace(0, 0),
};

export const FIREBASE_SYSTEMS: readonly System[] = [oursAtOnce, sampleContestant.system, floor];
