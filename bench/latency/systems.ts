import { handlesAfterGrace } from '../../tests/faults/ours.ts';
import type { System } from '../../tests/faults/system.ts';
import { ourContestant, sampleContestant } from '../cost/contestants.ts';
import { floor } from './floor.ts';

/** Longer than anything here. */
const RENEWAL_MS = 600_000;

/** Without a grace period, which is a choice and not a speed. */
const oursWithoutGrace: System = {
  ...ourContestant(RENEWAL_MS).system,
  handles: handlesAfterGrace(0),
};

export const FIREBASE_SYSTEMS: readonly System[] = [oursWithoutGrace, sampleContestant.system, floor];
