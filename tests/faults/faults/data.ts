import { until } from '../../kit/until.ts';
import type { Fault } from './fault.ts';

/** The server restarts, or others change the data. */
export const DATA: readonly Fault[] = [
  {
    title: 'The server crashes and restarts, and the device reconnects',
    expected: 'online',
    happens: async (alice, place) => {
      await alice.opensTab();
      await alice.isSeen('online');
      await place.server.restarts();
    },
  },
  {
    title: 'The server crashes and restarts, and the device never reconnects',
    expected: 'offline',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await tab.losesPower();
      await place.server.restarts();
    },
  },
  {
    title: 'The node is deleted, and then the user closes the tab',
    expected: 'offline',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await place.instance.root.child(`status/${alice.uid}`).remove();
      await tab.closes();
    },
  },
  {
    title: 'The node of a user who has left becomes malformed',
    expected: 'offline',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      place.platform.holdsEvents();
      await tab.closes();
      await until('the event of the closed tab arrives', () => place.platform.heldEvents.length > 0);
      await place.instance.root.child(`status/${alice.uid}`).set({ state: 'offline', last_changed: 'yesterday' });
      await until('the event of the malformed node arrives', () => place.platform.heldEvents.length > 1);
      await place.platform.deliversHeld((events) => events);
    },
  },
  {
    title: 'A documentation-style client replaces the node on a second device, and closes',
    expected: 'online',
    happens: async (alice) => {
      await alice.opensTab();
      await alice.isSeen('online');
      const phone = await alice.loadsPage();
      await phone.runsDocumentedApp();
      await phone.closes();
    },
  },
  {
    title: 'The document contains fields of the app',
    expected: 'offline',
    fields: { name: 'Alice' },
    needsFirestore: true,
    happens: async (alice, place) => {
      await place.document(alice.uid).set({ name: 'Alice' });
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await tab.closes();
    },
  },
];
