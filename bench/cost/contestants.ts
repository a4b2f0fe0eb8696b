import { getPresence, onConnectionStateChanged, pausePresence, resumePresence } from 'firebase-presence';
import { documentedClient } from '../../tests/kit/sample/index.ts';
import { ours, type System, sample } from '../../tests/kit/systems/index.ts';
import type { Device } from '../../tests/kit/users/index.ts';

/** A system as an app uses it, without what the tests add to be sure that it has started: that would be counted too. */
export interface Contestant {
  readonly system: System;
  /** The person chooses to be away while the page stays open; null where there is no such thing. */
  readonly away: { leaves(device: Device): Promise<void>; returns(device: Device): void } | null;
}

/** @param renewalMs how often a lease is renewed */
export function ourContestant(renewalMs: number): Contestant {
  return {
    // The sweeper is not part of what a person does; it is counted by itself.
    system: { ...ours, startsOn: (device) => startOurs(device, renewalMs), tidies: async () => undefined },
    away: {
      leaves: (device) => pausePresence(getPresence(device.app)),
      returns: (device) => resumePresence(getPresence(device.app)),
    },
  };
}

export const sampleContestant: Contestant = {
  system: { ...sample, startsOn: async (device, uid) => documentedClient(device, uid) },
  away: null,
};

async function startOurs({ app }: Device, renewalMs: number): Promise<{ stop: () => void }> {
  const stop = onConnectionStateChanged(getPresence(app, { renewalMs }), () => undefined);
  return { stop };
}
