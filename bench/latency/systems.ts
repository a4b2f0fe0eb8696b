import { handlesAfterGrace, type System } from '../../tests/kit/systems/index.ts';
import { ourContestant, sampleContestant } from '../cost/contestants.ts';
import { floor } from './floor.ts';

/** Longer than anything here. */
const RENEWAL_MS = 600_000;

/** Without a grace period and without the least time between two changes of a document, which are choices and not speeds. */
const oursAtOnce: System = {
  ...ourContestant(RENEWAL_MS).system,
  handles: handlesAfterGrace(0, 0),
};

export const FIREBASE_SYSTEMS: readonly System[] = [oursAtOnce, sampleContestant.system, floor];
