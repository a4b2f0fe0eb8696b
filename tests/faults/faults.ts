import type { Deployment } from '../kit/systems/index.ts';
import { until } from '../kit/until.ts';
import type { Person, Tab } from '../kit/users/index.ts';

/** One thing that goes wrong, in words of people and tabs, for whatever system. */
export interface Fault {
  readonly title: string;
  /** What watchers have to see of the person in the end. */
  readonly expected: 'online' | 'offline';
  /** They must not have been seen offline in between, either. */
  readonly unseen?: true;
  /** Other fields that the document has to hold in the end. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly happens: (alice: Person, place: Deployment) => Promise<void>;
}

export const FAULTS: readonly Fault[] = [
  {
    title: 'The first sign-in ever',
    expected: 'online',
    happens: async (alice) => {
      await alice.opensTab();
    },
  },
  {
    title: 'The last tab is closed',
    expected: 'offline',
    happens: async (alice) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await tab.closes();
    },
  },
  {
    title: 'One of two tabs is closed',
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
    title: 'A second tab opens that cannot reach the database',
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
    title: 'A page is reloaded',
    expected: 'online',
    unseen: true,
    happens: async (alice) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await tab.reloads();
    },
  },
  {
    title: 'The network is gone for a moment',
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
    title: 'A reload over a dead socket, which the server ends later',
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
    title: 'The connection ends twice after a write and before the answer, and then the device loses its power',
    expected: 'offline',
    happens: async (alice, place) => {
      await place.storesEarlierVisit(alice);
      await place.server.plans({ cuts: [{ uid: alice.uid, times: 2 }] });
      const phone = await alice.loadsPage();
      phone.startsPresence();
      await place.server.hasCut(2);
      await phone.losesPower();
    },
  },
  {
    title: 'The person leaves and returns in one millisecond, and the events arrive in the wrong order',
    expected: 'online',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      place.platform.holdsEvents();
      await place.server.plans({ clockStands: true });
      await tab.closes();
      await until('the departure is told', () => place.platform.heldEvents.length > 0);
      await alice.opensTab();
      await until('the return is told', () => place.platform.heldEvents.length > 1);
      await place.platform.deliversHeld((events) => [...events].reverse());
    },
  },
  {
    title: 'A laptop sleeps until it counts as gone, and wakes',
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
    title: 'The database is out of reach for a device that lives',
    expected: 'offline',
    happens: async (alice) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      tab.losesDatabase();
    },
  },
  {
    title: 'Firestore is out of reach for the device',
    expected: 'online',
    happens: async (alice) => {
      const tab = await alice.loadsPage();
      await tab.losesFirestore();
      await tab.starts();
    },
  },
  {
    title: 'A phone sends late what it said of itself without network, while a laptop is there',
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
    title: 'The person signs out, and then closes the tab',
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
    title: 'Somebody else signs in in the same tab',
    expected: 'offline',
    happens: async (alice, place) => {
      const bob = place.person('bob');
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await tab.signsInAs(bob);
    },
  },
  {
    title: 'The account is deleted on a device that stays connected',
    expected: 'offline',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await tab.deletesAccount();
      await place.functions.forgets(alice.uid);
    },
  },
  {
    title: 'The token expires while the device sleeps for good',
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
    title: 'The server crashes and comes back, and so does the device',
    expected: 'online',
    happens: async (alice, place) => {
      await alice.opensTab();
      await alice.isSeen('online');
      await place.server.restarts();
    },
  },
  {
    title: 'The server crashes and comes back, and the device does not',
    expected: 'offline',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await tab.losesPower();
      await place.server.restarts();
    },
  },
  {
    title: 'The node is deleted, and then the tab is closed',
    expected: 'offline',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      await place.instance.root.child(`status/${alice.uid}`).remove();
      await tab.closes();
    },
  },
  {
    title: 'Somebody writes nonsense into the node of a person who is gone',
    expected: 'offline',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      place.platform.holdsEvents();
      await tab.closes();
      await until('the database has noticed', () => place.platform.heldEvents.length > 0);
      await place.instance.root.child(`status/${alice.uid}`).set({ state: 'offline', last_changed: 'yesterday' });
      await until('the change is told', () => place.platform.heldEvents.length > 1);
      await place.platform.deliversHeld((events) => events);
    },
  },
  {
    title: 'An app in the documented style replaces the node on a second device, and goes',
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
      await until('both changes are told', () => place.platform.heldEvents.length > 1);
      await place.platform.deliversHeld((events) => [...events].reverse());
    },
  },
  {
    title: 'The event of the departure arrives after the return',
    expected: 'online',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      place.platform.holdsEvents();
      await tab.closes();
      await until('the departure is told', () => place.platform.heldEvents.length > 0);
      await alice.opensTab();
      await until('the return is told', () => place.platform.heldEvents.length > 1);
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
      await until('both changes are told', () => place.platform.heldEvents.length > 1);
      await place.platform.deliversHeld((events) => [...events, ...events]);
    },
  },
  {
    title: 'A handler stands still between reading and writing, while the person leaves',
    expected: 'offline',
    happens: async (alice, place) => {
      await place.storesEarlierVisit(alice);
      await until('that is handled', () => place.platform.handled > 0);
      const stall = place.platform.stallsNextRead();
      const tab = await alice.opensTab();
      await stall.begun;
      const { handled } = place.platform;
      await tab.closes();
      await until('the departure is handled', () => place.platform.handled > handled);
      stall.end();
    },
  },
  {
    title: 'A handler stands still between reading and writing, while the person returns',
    expected: 'online',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      const stall = place.platform.stallsNextRead();
      await tab.closes();
      await stall.begun;
      const { handled } = place.platform;
      await alice.opensTab();
      await until('the return is handled', () => place.platform.handled > handled);
      stall.end();
    },
  },
  {
    title: 'The function cannot reach Firestore when the person leaves',
    expected: 'offline',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      place.platform.failsNext(2);
      await tab.closes();
    },
  },
  {
    title: 'The event of the departure is lost, and a day passes',
    expected: 'offline',
    happens: async (alice, place) => {
      const tab = await alice.opensTab();
      await alice.isSeen('online');
      place.platform.losesNextEvent();
      await tab.closes();
      await until('it was lost', () => place.platform.hasLostAll);
      await place.functions.repairs();
    },
  },
  {
    title: 'Twenty tabs open at once, and all but one are closed',
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
    title: 'The document holds fields of the app',
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
