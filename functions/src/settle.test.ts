import type { Status } from '@firebase-presence/contract';
import { expect, test } from 'vitest';
import { type DueMark, isSameMark, type Marks, withLoss, withNeed } from './due.ts';
import { type SettleContext, type SettleReport, settle, settleDueUsers } from './settle.ts';
import type { DocumentVersion, StatusDocument } from './status-document.ts';

const GRACE_MS = 30;

const online: Status = { state: 'online', lastChanged: 100, availability: 'available', custom: null };
const offline: Status = { ...online, state: 'offline' };
const connected = { connections: { a: { last_changed: 100 } }, last_changed: 100 };

/** One user in memory: node, mark and status document. */
class Stage {
  now = 1000;
  node: unknown = null;
  mark: DueMark | null = null;
  document: Status | null = null;
  age = Number.POSITIVE_INFINITY;
  /** The status in a second target; null if there is no second target. */
  second: StatusDocument | null = null;
  /** Runs immediately after the tick has read the nodes. */
  afterRead: () => void = () => undefined;

  async settle(): Promise<unknown> {
    return this.mark && settle(this.#context(), 'alice', this.mark);
  }

  async settleDueUsers(): Promise<SettleReport> {
    const report: SettleReport = { outcomes: {}, failed: [] };
    const notes = {
      write: async () => 'note',
      remove: async () => undefined,
      running: async () => 0,
      abandoned: async () => [],
    };
    await settleDueUsers({ ...this.#context(), notes }, report);
    return report;
  }

  #context(): SettleContext {
    return {
      marks: this.#marks(),
      read: async () => {
        const status = this.node;
        this.afterRead();
        this.afterRead = () => undefined;
        return { status, settings: null };
      },
      documentsOf: () => [this.#document(), ...(this.second ? [this.second] : [])],
      graceMs: GRACE_MS,
      intervalMs: 20,
      enqueueTick: async () => undefined,
      now: () => this.now,
    };
  }

  #marks(): Marks {
    return {
      markLoss: async (_, loss) => this.#set(withLoss(this.mark, loss)),
      ensure: async (_, need) => this.#set(withNeed(this.mark, need)),
      replace: async (_, read, next) => {
        if (this.mark === null || !isSameMark(this.mark, read)) return false;
        this.mark = next;
        return true;
      },
      read: async () => this.mark,
      due: async (now) => (this.mark !== null && this.mark.at <= now ? [['alice', this.mark]] : []),
    };
  }

  #set(mark: DueMark): DueMark {
    this.mark = mark;
    return mark;
  }

  #document(): StatusDocument {
    const read = async () => ({
      status: this.document,
      ageMs: () => this.age,
      replace: async (next: Status) => {
        this.document = next;
        this.age = 0;
        return true;
      },
    });
    return {
      recall: () => null,
      read,
      readWhile: async (look) => {
        const version = await read();
        return { version, result: await look(), inOrder: true };
      },
    };
  }
}

const stage = (given: Partial<Stage>): Stage => Object.assign(new Stage(), given);

const lostAt = (at: number, time: number): DueMark => ({ at, graceUntil: at, lostAt: time, extended: false });

test('a tick writes offline since the loss, and deletes the mark', async () => {
  const alice = stage({ node: { last_changed: 970 }, document: online, mark: lostAt(1000, 970) });
  await alice.settle();
  expect(alice).toMatchObject({ document: { ...offline, lastChanged: 970 }, mark: null });
});

test('a stay that the document never showed becomes last seen, also if a stamp follows', async () => {
  const alice = stage({ node: { last_changed: 990 }, document: offline, mark: lostAt(1000, 970) });
  await alice.settle();
  expect(alice).toMatchObject({ document: { ...offline, lastChanged: 970 }, mark: null });
});

test('a tick keeps a mark that a handler made after the tick read the nodes', async () => {
  const alice = stage({
    node: { last_changed: 970 },
    document: { ...offline, lastChanged: 970 },
    mark: lostAt(1000, 970),
  });
  // Another tick has settled the loss. The user is connected again, but the document is too young for another change.
  const waiting = { at: 1020, graceUntil: null, lostAt: null, extended: false };
  alice.afterRead = () => Object.assign(alice, { node: connected, mark: waiting });
  await alice.settle();
  expect(alice.mark).toEqual(waiting);
});

test('the end of a later stay, marked while the tick works, becomes last seen', async () => {
  const alice = stage({ node: { last_changed: 950 }, document: online, mark: lostAt(900, 870) });
  // The event of the loss comes late, so its grace period is over.
  alice.afterRead = () => Object.assign(alice, { mark: lostAt(980, 950) });
  await alice.settle();
  expect(alice.document).toEqual({ ...offline, lastChanged: 950 });
});

test('a departure that had to wait gets no grace period, also if a stamp follows', async () => {
  const node = { last_changed: 990, left_at: 980 };
  const alice = stage({ node, document: online, mark: lostAt(1000, 980) });
  await alice.settle();
  expect(alice).toMatchObject({ document: { ...offline, lastChanged: 980 }, mark: null });
});

test('a stamp after a loss makes the mark wait only once', async () => {
  const alice = stage({ node: { last_changed: 990 }, document: online, mark: lostAt(1000, 970) });
  await alice.settle();
  expect(alice).toMatchObject({ document: online, mark: { at: 1030, extended: true } });
  Object.assign(alice, { node: { last_changed: 1020 }, now: 1030 });
  await alice.settle();
  expect(alice).toMatchObject({ document: { state: 'offline' }, mark: null });
});

test('a user who was back while the mark waited gets a new grace period', async () => {
  const alice = stage({ node: connected, document: offline, age: 0, mark: { ...lostAt(1000, 970), extended: true } });
  await alice.settle();
  expect(alice.mark).toEqual({ ...lostAt(1000, 970), at: 1020 });
});

test('a loss in the millisecond of a postponed deletion gets its own grace period', async () => {
  const alice = stage({ node: { last_changed: 985 }, document: online, mark: lostAt(990, 985) });
  await alice.settle();
  expect(alice).toMatchObject({ document: online, mark: { at: 1030, extended: true } });
});

test('a node that becomes malformed while a tick is slow gets a grace period', async () => {
  const alice = stage({ node: 'malformed', document: online, mark: lostAt(1000, 970) });
  alice.afterRead = () => Object.assign(alice, { now: 1100 });
  await alice.settle();
  expect(alice).toMatchObject({ document: online, mark: { at: 1130, extended: true } });
});

test('a tick that cannot read a user restores the mark that another tick deleted', async () => {
  const alice = stage({ node: connected, document: { ...offline, lastChanged: 970 }, mark: lostAt(1000, 970) });
  alice.afterRead = () => {
    alice.mark = null;
    throw new Error('The database cannot be reached');
  };
  const report = await alice.settleDueUsers();
  expect(report.failed).toEqual(['alice: Error: The database cannot be reached']);
  expect(alice.mark).toMatchObject({ at: 6000, lostAt: 970 });
});

/** A second target; by default it says `online`. */
function secondTarget({ status = online, age = Number.POSITIVE_INFINITY, isDown = false } = {}) {
  const target = { status, isDown };
  const read = async (): Promise<DocumentVersion> => {
    if (target.isDown) throw new Error('The second target cannot be reached');
    return {
      status: target.status,
      ageMs: () => age,
      replace: async (next: Status) => {
        target.status = next;
        return true;
      },
    };
  };
  const document: StatusDocument = {
    recall: () => null,
    read,
    readWhile: async (look) => ({ version: await read(), result: await look(), inOrder: true }),
  };
  return { target, document };
}

const LOST = { node: { last_changed: 970 }, document: online, mark: lostAt(1000, 970) };

test('a tick writes to both targets, and then deletes the mark', async () => {
  const { target, document } = secondTarget();
  const alice = stage({ ...LOST, second: document });
  await alice.settle();
  expect(alice).toMatchObject({ document: { ...offline, lastChanged: 970 }, mark: null });
  expect(target.status).toEqual({ ...offline, lastChanged: 970 });
});

test('a target that fails does not stop the other one, and the mark stays until both are right', async () => {
  const { target, document } = secondTarget({ isDown: true });
  const alice = stage({ ...LOST, second: document });
  expect((await alice.settleDueUsers()).failed).toEqual(['alice: Error: The second target cannot be reached']);
  expect(alice).toMatchObject({ document: { state: 'offline' }, mark: { at: 6000, lostAt: 970 } });
  Object.assign(target, { isDown: false });
  alice.now = 6000;
  await alice.settleDueUsers();
  expect(target.status).toEqual({ ...offline, lastChanged: 970 });
  expect(alice.mark).toBeNull();
});

test('a target that changed just now keeps the mark, and the other one is written at once', async () => {
  const { target, document } = secondTarget({ age: 5 });
  const alice = stage({ ...LOST, second: document });
  expect(await alice.settle()).toBe('later');
  expect(alice).toMatchObject({ document: { state: 'offline' }, mark: { at: 1015 } });
  expect(target.status).toEqual(online);
});

test('a mark that a handler changed between the reads for two targets stays', async () => {
  // The second target is right already, so the tick reads the nodes for it only once, before the handler.
  const { document } = secondTarget({ status: { ...offline, lastChanged: 970 } });
  const alice = stage({ ...LOST, second: document, now: 1100 });
  const changed = { ...lostAt(1000, 970), at: 1001 };
  alice.afterRead = () => Object.assign(alice, { mark: changed });
  await alice.settle();
  expect(alice).toMatchObject({ document: { state: 'offline' }, mark: changed });
});
