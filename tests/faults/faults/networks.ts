import type { Fault } from './fault.ts';

/** The network of a device fails. */
export const NETWORKS: readonly Fault[] = [
  {
    title: 'The device loses its network for a moment',
    expected: 'online',
    unseen: true,
    happens: async (alice) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      tab.blips();
    },
  },
  {
    title: 'A device changes its network, and the server ends the old socket later',
    expected: 'online',
    unseen: true,
    happens: async (alice, place) => {
      await place.server.plans({ forgetSessions: true });
      const phone = await alice.opensTab();
      await alice.isSeen('online');
      phone.changesNetwork();
    },
  },
  {
    title: 'A running device cannot reach the Realtime Database',
    expected: 'offline',
    happens: async (alice) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      tab.losesDatabase();
    },
  },
  {
    title: 'The device cannot reach Firestore',
    expected: 'online',
    needsFirestore: true,
    happens: async (alice) => {
      const tab = await alice.loadsPage();
      await tab.losesFirestore();
      await tab.starts();
    },
  },
  {
    title: 'A phone sends a queued offline late, while a laptop is connected',
    expected: 'online',
    unseen: true,
    needsFirestore: true,
    happens: async (alice) => {
      const phone = await alice.opensTab();
      await alice.opensTab();
      await alice.isSeen('online');
      await phone.losesNetwork();
      await phone.regainsFirestore();
    },
  },
];
