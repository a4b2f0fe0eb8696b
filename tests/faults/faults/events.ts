import { until } from '../../kit/until.ts';
import type { Fault } from './fault.ts';

/** Events arrive late, twice, in another order, or never. */
export const EVENTS: readonly Fault[] = [
  {
    title: 'The user leaves and comes back in one millisecond, and the events arrive swapped',
    expected: 'online',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      place.platform.holdsEvents();
      await place.server.plans({ frozenClock: true });
      await tab.closes();
      await until('the event of the closed tab arrives', () => place.platform.heldEvents.length > 0);
      await alice.opensTab();
      await until('the event of the next tab arrives', () => place.platform.heldEvents.length > 1);
      // A renewal at the same time as the one before would prove nothing.
      await place.server.plans({ frozenClock: false });
      await place.platform.deliversHeld((events) => [...events].reverse());
    },
  },
  {
    title: 'Two events arrive in the wrong order',
    expected: 'offline',
    happens: async (alice, place) => {
      place.platform.holdsEvents();
      const tab = await alice.opensTab();
      await tab.closes();
      await until('both events arrive', () => place.platform.heldEvents.length > 1);
      await place.platform.deliversHeld((events) => [...events].reverse());
    },
  },
  {
    title: 'The event of a closed tab arrives after the event of the next tab',
    expected: 'online',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      place.platform.holdsEvents();
      await tab.closes();
      await until('the event of the closed tab arrives', () => place.platform.heldEvents.length > 0);
      await alice.opensTab();
      await until('the event of the next tab arrives', () => place.platform.heldEvents.length > 1);
      await place.platform.deliversHeld((events) => [...events].reverse());
    },
  },
  {
    title: 'Every event arrives twice, the second time late',
    expected: 'offline',
    happens: async (alice, place) => {
      place.platform.holdsEvents();
      const tab = await alice.opensTab();
      await tab.closes();
      await until('both events arrive', () => place.platform.heldEvents.length > 1);
      await place.platform.deliversHeld((events) => [...events, ...events]);
    },
  },
  {
    title: 'The event of a closed tab is lost, and a day passes',
    expected: 'offline',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      place.platform.losesNextEvent();
      await tab.closes();
      await until('the event is lost', () => place.platform.hasLostAll);
      await place.functions.repairs();
    },
  },
];
