import { until } from '../../kit/until.ts';
import type { Fault } from './fault.ts';

/** A handler is slow, or fails. */
export const HANDLERS: readonly Fault[] = [
  {
    title: 'A handler is slow between its read and its write, while the user leaves',
    expected: 'offline',
    happens: async (alice, place) => {
      await place.storesOffline(alice);
      await until('the event of the first node is handled', () => place.platform.handled > 0);
      const stall = place.platform.stallsNextRead();
      const tab = await alice.opensTab();
      await stall.begun;
      const { handled } = place.platform;
      await tab.closes();
      await until('the event of the closed tab is handled', () => place.platform.handled > handled);
      stall.end();
    },
  },
  {
    title: 'A handler is slow between its read and its write, while the user comes back',
    expected: 'online',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      const stall = place.platform.stallsNextRead();
      await tab.closes();
      await stall.begun;
      const { handled } = place.platform;
      await alice.opensTab();
      await until('the event of the next tab is handled', () => place.platform.handled > handled);
      stall.end();
    },
  },
  {
    title: 'The function cannot write the status when the user leaves',
    expected: 'offline',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      place.platform.failsNext(2);
      await tab.closes();
    },
  },
];
