import { type PresenceOptions, pausePresence, resumePresence } from 'firebase-presence';
import { ours, type System, sample } from '../../tests/kit/systems/index.ts';
import type { Tab } from '../../tests/kit/users/index.ts';

/** A system, and how an app uses it. */
export interface Contestant {
  readonly system: System;
  /** The options of this package. */
  readonly options?: PresenceOptions;
  /** The person chooses to be away while the page stays open; null where there is no such thing. */
  readonly away: { leaves(tab: Tab): Promise<void>; returns(tab: Tab): void } | null;
}

/** @param renewalMs how often a lease is renewed */
export function ourContestant(renewalMs: number): Contestant {
  return {
    // The ticks count the online users once for all of them, at any moment. So the counts would differ from run to run.
    system: ours({ countIntervalMs: 0 }),
    options: { renewalMs },
    away: {
      leaves: ({ presence }) => pausePresence(presence),
      returns: ({ presence }) => resumePresence(presence),
    },
  };
}

export const sampleContestant: Contestant = { system: sample, away: null };
