import { expect } from 'vitest';
import { customToken } from '../kit/users/index.ts';
import type { Page } from './engines/profile.ts';
import type { Harness, RoomView, Sighting } from './page/harness.ts';

/** The page of the tests in one tab: what its user does, and what the page recorded. */
export class BrowserTab {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async closes(): Promise<void> {
    await this.page.close();
  }

  async crashes(): Promise<void> {
    await this.page.crash();
  }

  async freezes(): Promise<void> {
    await this.page.freeze();
  }

  async thaws(): Promise<void> {
    await this.page.thaw();
  }

  async reloads(): Promise<void> {
    await this.page.reload();
    await this.connectionIs('connected');
  }

  /** Opens a page without presence. */
  async goesElsewhere(): Promise<void> {
    await this.page.goto('data:text/html,<title>Elsewhere</title>');
  }

  async comesBack(): Promise<void> {
    await this.page.goBack();
    await this.connectionIs('connected');
  }

  async signsInAs({ uid }: { uid: string }): Promise<void> {
    const token = await customToken(uid);
    await this.page.evaluate((token) => window.harness.signIn(token), token);
  }

  async signsOut(): Promise<void> {
    await this.page.evaluate(() => window.harness.signOut());
  }

  /** Sends a message of another tab of this browser to this tab alone. Resolves when presence has handled it. */
  async receivesFromSibling(message: { uid: string; signOut: string }): Promise<void> {
    await this.page.evaluate(
      (message) =>
        new Promise<void>((resolve) => {
          const name = 'firebase-presence:any:[DEFAULT]';
          const [listener, sibling] = [new BroadcastChannel(name), new BroadcastChannel(name)];
          // Presence opened its channel earlier, so it gets the message first. It handles it in a task of its own.
          listener.onmessage = () => setTimeout(resolve);
          sibling.postMessage(message);
        }),
      message,
    );
  }

  /** Records the messages that other tabs send to presence. */
  async listensToSiblings(): Promise<void> {
    await this.page.evaluate(() => {
      const received: string[] = [];
      window.siblingMessages = received;
      new BroadcastChannel('firebase-presence:any:[DEFAULT]').onmessage = ({ data }) => received.push(data.signOut);
    });
  }

  async hasSiblingMessages(messages: string[]): Promise<void> {
    await expect.poll(() => this.page.evaluate(() => window.siblingMessages)).toEqual(messages);
  }

  /** Moves the focus into a page of another origin, in a frame of this one. */
  async entersFrame(html: string): Promise<void> {
    await this.page.evaluate(
      (src) =>
        new Promise<void>((resolve) => {
          const frame = document.createElement('iframe');
          frame.onload = () => resolve(frame.focus());
          frame.src = src;
          document.body.append(frame);
        }),
      `data:text/html,${encodeURIComponent(html)}`,
    );
  }

  async leaves(): Promise<void> {
    await this.page.evaluate(() => window.harness.leave());
  }

  async enters(): Promise<void> {
    await this.page.evaluate(() => window.harness.enter());
  }

  async joins(room: string, data: string): Promise<void> {
    await this.page.evaluate(({ room, data }) => window.harness.join(room, data), { room, data });
  }

  async leavesRoom(room: string): Promise<void> {
    await this.page.evaluate((room) => window.harness.leaveRoom(room), room);
  }

  async types(room: string): Promise<void> {
    await this.page.evaluate((room) => window.harness.type(room), room);
  }

  async watchesRoom(room: string): Promise<void> {
    await this.page.evaluate((room) => window.harness.watchRoom(room), room);
  }

  /**
   * Waits until the page shows these properties of a watched room.
   *
   * @param during is repeated meanwhile, because what it causes does not last
   */
  async seesInRoom(
    room: string,
    expected: Partial<RoomView>,
    during: () => Promise<void> = async () => undefined,
  ): Promise<void> {
    const seen = (): Promise<RoomView | null> => this.page.evaluate((room) => window.harness.room(room), room);
    await expect.poll(() => during().then(seen)).toMatchObject(expected);
  }

  async connectionIs(state: Harness['connection'][number]): Promise<void> {
    await expect.poll(async () => (await this.connectionStates()).at(-1)).toBe(state);
  }

  connectionStates(): Promise<string[]> {
    return this.page.evaluate(() => window.harness.connection);
  }

  async ownStatusIs(state: string): Promise<void> {
    await expect.poll(async () => (await this.ownStatuses()).at(-1)).toBe(state);
  }

  /** The own statuses that this device showed, each once. */
  ownStatuses(): Promise<string[]> {
    return this.page.evaluate(() => window.harness.ownStatus);
  }

  async watches(...people: { uid: string }[]): Promise<void> {
    await this.page.evaluate(
      (uids) => {
        for (const uid of uids) window.harness.watch(uid);
      },
      people.map(({ uid }) => uid),
    );
  }

  /** All statuses of the watched users, in the order in which the page got them. */
  sightings(): Promise<Sighting[]> {
    return this.page.evaluate(() => window.harness.sightings);
  }

  async lastSightingOf({ uid }: { uid: string }): Promise<Sighting | undefined> {
    return (await this.sightings()).findLast((seen) => seen.uid === uid);
  }

  /** The states of one user that the server sent to this tab, each once. */
  async hasSeen({ uid }: { uid: string }): Promise<string[]> {
    const states = (await this.sightings())
      .filter((seen) => seen.uid === uid && !seen.fromCache)
      .map(({ state }) => state);
    return states.filter((state, index) => state !== states[index - 1]);
  }

  /** Waits until the latest status of a user has this availability. */
  async seesAvailability(someone: { uid: string }, availability: Sighting['availability']): Promise<void> {
    await expect.poll(async () => (await this.lastSightingOf(someone))?.availability).toBe(availability);
  }

  async sees(someone: { uid: string }, state: 'online' | 'offline'): Promise<void> {
    await expect.poll(async () => (await this.hasSeen(someone)).at(-1)).toBe(state);
  }
}
