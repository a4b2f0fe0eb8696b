import { getPresence, onConnectionStateChanged, pausePresence, resumePresence } from 'firebase-presence';
import type { Device } from '../../tests/device.ts';
import { ours } from '../../tests/faults/ours.ts';
import { sample } from '../../tests/faults/sample.ts';
import type { System } from '../../tests/faults/system.ts';
import { documentedClient } from '../../tests/peers/documented-client.ts';

/** A system as an app uses it. The tests wait until a system has started; that is left out here, because it would be counted too. */
export interface Contestant {
  readonly system: System;
  /** The user goes offline by choice while the page stays open. Null if the system does not offer it. */
  readonly away: { leaves(device: Device): Promise<void>; returns(device: Device): void } | null;
}

/** @param renewalMs how often a lease is renewed */
export function ourContestant(renewalMs: number): Contestant {
  return {
    // The sweeper does not belong to an act of a user. It is counted separately.
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
