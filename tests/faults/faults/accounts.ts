import type { Fault } from './fault.ts';

/** A user signs out, or the account or its token ends. */
export const ACCOUNTS: readonly Fault[] = [
  {
    title: 'The user signs out, and then closes the tab',
    expected: 'offline',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await tab.signsOut();
      await place.server.hasSignedOut(alice.uid);
      await tab.closes();
    },
  },
  {
    title: 'Another user signs in in the same tab',
    expected: 'offline',
    happens: async (alice, place) => {
      const bob = place.person('bob');
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await tab.signsInAs(bob);
    },
  },
  {
    title: 'The user deletes the account on a device that stays connected',
    expected: 'offline',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await tab.deletesAccount();
      await place.functions.forgets(alice.uid);
    },
  },
  {
    title: 'The ID token expires while the device sleeps, and the device never wakes',
    expected: 'offline',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      tab.fallsSilent();
      await place.server.expiresTokenOf(alice.uid);
      await tab.crashes();
    },
  },
];
