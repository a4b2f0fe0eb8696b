import type { Fault } from './fault.ts';

/** A device loses its power, or sleeps. */
export const DEVICES: readonly Fault[] = [
  {
    title: 'A device loses its power',
    expected: 'offline',
    happens: async (alice) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await tab.losesPower();
    },
  },
  {
    title: 'One of two devices loses its power',
    expected: 'online',
    unseen: true,
    happens: async (alice) => {
      await alice.opensTab();
      const phone = await alice.opensTab();
      await alice.isSeen('online');
      await phone.losesPower();
    },
  },
  {
    title: 'A device loses its power, and the server never notices',
    expected: 'offline',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await tab.losesPower();
      await place.server.losesSocketsOf(alice.uid);
    },
  },
  {
    title: 'The user reloads a page with a dead socket, which the server ends later',
    expected: 'online',
    unseen: true,
    happens: async (alice) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await tab.losesPower();
      await alice.opensTab();
    },
  },
  {
    title: 'The socket ends twice between a write and its answer, then the device loses its power',
    expected: 'offline',
    happens: async (alice, place) => {
      await place.storesOffline(alice);
      await place.server.plans({ cuts: [{ uid: alice.uid, times: 2 }] });
      const phone = await alice.loadsPage();
      phone.startsPresence();
      await place.server.hasCut(2);
      await phone.losesPower();
    },
  },
  {
    title: 'A laptop sleeps until its user is shown offline, and wakes',
    expected: 'online',
    happens: async (alice) => {
      const laptop = await alice.opensTab();
      await alice.isSeen('online');
      laptop.fallsSilent();
      await alice.isSeen('offline');
      laptop.wakes();
    },
  },
];
