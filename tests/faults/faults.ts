import type { Deployment } from '../kit/systems/index.ts';
import { until } from '../kit/until.ts';
import type { Person, Tab } from '../kit/users/index.ts';

/** One fault, written with users and tabs, so that it runs with any system. */
export interface Fault {
  readonly title: string;
  /** The state that watchers must see in the end. */
  readonly expected: 'online' | 'offline';
  /** Watchers must never see the user offline in between. */
  readonly unseen?: true;
  /** Other fields that the document must contain in the end. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly happens: (alice: Person, place: Deployment) => Promise<void>;
}

export const FAULTS: readonly Fault[] = [
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
    title: 'A tab crashes',
    expected: 'offline',
    happens: async (alice) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await tab.crashes();
    },
  },
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
    happens: async (alice) => {
      const phone = await alice.opensTab();
      await alice.opensTab();
      await alice.isSeen('online');
      await phone.losesNetwork();
      await phone.regainsFirestore();
    },
  },
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
    title: 'The function cannot reach Firestore when the user leaves',
    expected: 'offline',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      place.platform.failsNext(2);
      await tab.closes();
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
    title: 'The document contains fields of the app',
    expected: 'offline',
    fields: { name: 'Alice' },
    happens: async (alice, place) => {
      await place.document(alice.uid).set({ name: 'Alice' });
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await tab.closes();
    },
  },
];
