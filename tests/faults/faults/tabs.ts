import type { Tab } from '../../kit/users/index.ts';
import type { Fault } from './fault.ts';

/** A user opens and closes tabs. */
export const TABS: readonly Fault[] = [
  {
    title: 'A user signs in for the first time',
    expected: 'online',
    happens: async (alice) => {
      await alice.opensTab();
    },
  },
  {
    title: 'The user closes the last tab',
    expected: 'offline',
    happens: async (alice) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await tab.closes();
    },
  },
  {
    title: 'The user closes one of two tabs',
    expected: 'online',
    unseen: true,
    happens: async (alice) => {
      await alice.opensTab();
      await alice.isSeen('online');
      const second = await alice.opensTab();
      await second.closes();
    },
  },
  {
    title: 'The user opens a second tab that cannot reach the database',
    expected: 'online',
    unseen: true,
    happens: async (alice) => {
      await alice.opensTab();
      await alice.isSeen('online');
      const second = await alice.loadsPage();
      second.losesDatabase();
      second.startsPresence();
    },
  },
  {
    title: 'The user reloads a page',
    expected: 'online',
    unseen: true,
    happens: async (alice) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await tab.reloads();
    },
  },
  {
    title: 'The user opens twenty tabs at once, and closes all but one',
    expected: 'online',
    unseen: true,
    happens: async (alice) => {
      const tabs: Tab[] = [];
      while (tabs.length < 20) tabs.push(await alice.loadsPage());
      await Promise.all(tabs.map((tab) => tab.starts()));
      await alice.isSeen('online');
      await Promise.all(tabs.slice(1).map((tab) => tab.closes()));
    },
  },
  {
    title: 'A tab crashes',
    expected: 'offline',
    happens: async (alice) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await tab.crashes();
    },
  },
];
