import { aggregate, applySettings, readSettings, type ShownUser, type Status } from '../../contract/index.ts';
import type { DueMark } from '../../functions/src/due.ts';
import type { UserNodes } from '../../functions/src/mirror.ts';
import { type SettleContext, settleDueUsers } from '../../functions/src/settle.ts';
import { type ChangeContext, handleChange } from '../../functions/src/status-changes.ts';
import { type ResumeContext, resumeKilledTicks, type TickNotes } from '../../functions/src/tick-notes.ts';
import type { UserChange } from '../../functions/src/user-change.ts';
import { ModelDocument } from './document.ts';
import type { Deed } from './life.ts';
import { ModelMarks } from './marks.ts';
import { ModelNotes } from './notes.ts';
import { type Act, Process } from './process.ts';
import { type Change, UID, UserNode } from './user-node.ts';
import { MOST_SKEW, Watch } from './watch.ts';

/** The functions that the model runs: ours, or functions that are to be found wrong. */
export interface Code {
  handle: (change: UserChange, context: ChangeContext) => Promise<unknown>;
  tick: (context: SettleContext & { notes: TickNotes }) => Promise<unknown>;
  /** What the schedule does about ticks that were killed. */
  resume: (context: ResumeContext) => Promise<unknown>;
}

export const OURS: Code = {
  handle: handleChange,
  tick: async (context) => {
    const report = { outcomes: {}, failed: [] };
    await settleDueUsers(context, report);
    if (report.failed.length > 0) throw new Error(report.failed.join());
  },
  resume: resumeKilledTicks,
};

/** How often each thing can go wrong. */
export interface Mishaps {
  /** A process is killed between two steps; its event or task is delivered again. */
  crashes: number;
  /** An event or a task is delivered twice. */
  duplicates: number;
  /** A task is lost. The schedule does its work. */
  losses: number;
  /** Firestore refuses a write for no reason. */
  refusals: number;
}

export interface Circumstances {
  code: Code;
  life: Deed[];
  /** Default: a user who has never been here. */
  begins?: Beginning;
  graceMs: number;
  intervalMs: number;
  mishaps: Mishaps;
  /** How many handlers, and how many ticks, run side by side. */
  handlers: number;
  ticks: number;
  /** How much time passes with a change that is not at once. 0: none, but the database's clock is ahead by a millisecond for each. */
  pace: number;
  /** By how much a worker's clock is ahead. */
  skew: () => number;
  /** Which version of the document a worker remembers; 0 for none. Null: never one. */
  recalls: ((newest: number) => number) | null;
  /** Whether the owner's client writes its own `online` for a change. */
  anticipates: () => boolean;
  /** How much time may pass at once, beside until the next mark or task. */
  strides: readonly number[];
}

/** One thing that can happen next. */
export interface Action {
  kind: 'step' | 'begins' | 'deed' | 'owner' | 'time' | 'crash' | 'again' | 'lost' | 'refusal';
  what: string;
  /** What is stalled, if this is. */
  about: object;
  process: Process | null;
  run: () => void;
}

export interface End {
  /** What others are to see of the node. */
  user: ShownUser;
  /** The node holds a time. */
  hasTime: boolean;
  lastStamp: number;
  /** How far ahead a time may be: that of a node without one is told by the clock of a worker. */
  aheadMs: number;
  /** When the last connection was lost; null if it is there, or if the user left. */
  lostAt: number | null;
  document: Status | null;
  mark: DueMark | null;
  /** How many notes of ticks there are. */
  notes: number;
  watch: Watch;
  history: (Status | null)[];
}

/** An event or a task that is delivered until it was handled. */
interface Delivery {
  name: string;
  notBefore: number;
  start: (process: Process) => Promise<unknown>;
}

/**
 * `steady`: with a connection that is there through it all. `documented`: with a documentation-style client. `hidden`: a user who left, and hides when
 * they were last seen. `lost`: a user whose loss is due, and there are two tasks.
 */
export type Beginning = 'new' | 'steady' | 'documented' | 'hidden' | 'lost';

interface Beginnings {
  nodes: UserNodes;
  document: Status | null;
  mark?: DueMark;
  /** When there are tasks. */
  tasks?: number[];
}

const BEGINNINGS: Record<Beginning, Beginnings> = {
  new: { nodes: { status: null, settings: null }, document: null },
  steady: {
    nodes: { status: { connections: { steady: { last_changed: 900 } }, last_changed: 900 }, settings: null },
    document: { state: 'online', lastChanged: 900, availability: 'available', custom: null },
  },
  documented: {
    nodes: { status: { state: 'online', last_changed: 900 }, settings: null },
    document: { state: 'online', lastChanged: 900, availability: 'available', custom: null },
  },
  hidden: {
    nodes: { status: { last_changed: 900, left_at: 900 }, settings: { last_seen: { hidden: true, at: 900 } } },
    document: { state: 'offline', lastChanged: 900, availability: 'available', custom: null },
  },
  lost: {
    nodes: { status: { state: 'offline', last_changed: 960 }, settings: null },
    document: { state: 'online', lastChanged: 900, availability: 'available', custom: null },
    mark: { at: 990, lostAt: 960, extended: false },
    tasks: [990, 1000],
  },
};

/** Far more than the longest life takes. Code that needs more never ends. */
const MOST_ACTIONS = 3000;

/** The world of one user: what can happen next, and what becomes of it. It decides nothing. */
export class World {
  readonly #given: Circumstances;
  readonly #node: UserNode;
  readonly #document: ModelDocument;
  readonly #marks = new ModelMarks();
  readonly #notes = new ModelNotes();
  readonly #watch: Watch;
  readonly #left: Mishaps;
  /** Changes that are yet to come, and each delivery that has not begun. */
  #deeds: Deed[];
  #events: Delivery[] = [];
  readonly #tasks = new Map<number, Delivery>();
  readonly #running = new Map<Process, Delivery>();
  /** What the owner's client has sent and Firestore has not received. */
  #words: { what: string; at: () => number | null }[] = [];
  #now = 1000;
  #serverTime = 1000;
  #count = 0;
  #refuses = false;
  /** The node was malformed or deleted, so that it had no time. */
  #hadNoTime = false;
  #failure: unknown = null;

  constructor(given: Circumstances) {
    this.#given = given;
    const { nodes, document, mark = null, tasks = [] } = BEGINNINGS[given.begins ?? 'new'];
    this.#marks.mark = mark;
    for (const at of tasks) this.#tasks.set(at, this.#task(at));
    this.#node = new UserNode(nodes);
    this.#document = new ModelDocument(document);
    this.#left = { ...given.mishaps };
    this.#deeds = given.life;
    this.#watch = new Watch(given.graceMs);
  }

  get now(): number {
    return this.#now;
  }

  /** Everything that can happen next; nothing once the world is at rest. Throws if the code failed. */
  actions(): Action[] {
    if (this.#failure !== null) throw this.#failure;
    if (this.#count > MOST_ACTIONS) throw new Error('A process does not end');
    const { events, ticks } = this.#runs();
    return [
      ...[...this.#running.keys()].flatMap((process) => this.#actsOf(process)),
      ...(events < this.#given.handlers ? this.#events.map((event) => this.#beginning(event)) : []),
      ...(ticks < this.#given.ticks ? this.#dueTasks().map((task) => this.#beginning(task)) : []),
      ...this.#schedule(),
      ...this.#deeds.slice(0, 1).map((deed) => this.#deed(deed)),
      ...this.#words.map((word) => this.#word(word)),
      ...this.#mishaps(),
      ...this.#timePasses(),
    ];
  }

  /** Everything that the future depends on. */
  state(): string {
    const { value, settings, lostAt } = this.#node;
    const running = [...this.#running.keys()].map(({ name, skew, past, acts }) => [
      name,
      skew,
      past,
      acts.map(({ what }) => what),
    ]);
    return JSON.stringify([
      ...[this.#deeds.length, this.#now, value, settings, lostAt, this.#document.state, this.#marks.mark],
      ...[[...this.#tasks.keys()].sort(), this.#events.map(({ name }) => name).sort(), running.sort()],
      ...[this.#words.map(({ what }) => what), this.#left, this.#notes.abandoned],
    ]);
  }

  end(): End {
    const node = aggregate(this.#node.value, this.#now);
    return {
      user: applySettings(node, readSettings(this.#node.settings)),
      hasTime: !node.malformed && !node.absent,
      lastStamp: node.lastChanged,
      aheadMs: this.#hadNoTime ? MOST_SKEW : 0,
      lostAt: this.#node.lostAt,
      document: this.#document.stands,
      mark: this.#marks.mark,
      notes: this.#notes.count,
      watch: this.#watch,
      history: this.#document.history,
    };
  }

  #actsOf(process: Process): Action[] {
    return process.acts.flatMap((act) => {
      const step = { ...this.#action('step', `${process.name} ${act.what}`, act.run, act), process };
      return this.#left.refusals > 0 && act.what.startsWith('writes') ? [step, this.#refusal(process, act)] : [step];
    });
  }

  #refusal(process: Process, act: Act): Action {
    return this.#action('refusal', `${process.name} is refused a write`, () => {
      this.#left.refusals--;
      this.#refuses = true;
      act.run();
      this.#refuses = false;
    });
  }

  #runs(): { events: number; ticks: number } {
    const of = (kind: string) => [...this.#running.keys()].filter(({ name }) => name.startsWith(kind)).length;
    return { events: of('event'), ticks: of('tick') };
  }

  #beginning(delivery: Delivery): Action {
    return this.#action('begins', `${delivery.name} begins`, () => this.#begin(delivery), delivery);
  }

  #begin(delivery: Delivery): void {
    this.#events = this.#events.filter((event) => event !== delivery);
    // A tick waits until its own clock says that it is due.
    const process = new Process(delivery.name, Math.max(this.#given.skew(), delivery.notBefore - this.#now));
    this.#running.set(process, delivery);
    const ended = (failure: unknown): void => {
      this.#failure ??= failure;
      this.#running.delete(process);
    };
    delivery.start(process).then(
      () => ended(null),
      (error: unknown) => ended(error),
    );
  }

  #crash(process: Process, delivery: Delivery): Action {
    const effect = (): void => {
      this.#left.crashes--;
      process.kill();
      this.#running.delete(process);
      this.#redeliver(delivery);
    };
    return { ...this.#action('crash', `${process.name} is killed`, effect), process };
  }

  #redeliver(delivery: Delivery): void {
    if (delivery.name.startsWith('tick')) this.#tasks.set(this.#now, this.#task(this.#now));
    if (delivery.name.startsWith('event')) this.#events.push(delivery);
  }

  #mishaps(): Action[] {
    const { crashes, duplicates, losses } = this.#left;
    const running = [...this.#running];
    return [
      // A process that has done nothing yet is as good as one that has not begun.
      ...(crashes > 0 ? running.filter(([{ hasActed }]) => hasActed).map(([p, d]) => this.#crash(p, d)) : []),
      ...(duplicates > 0 ? running.map(([, delivery]) => this.#again(delivery)) : []),
      ...(losses > 0 ? [...this.#tasks.keys()].map((at) => this.#lost(at)) : []),
    ];
  }

  #again(delivery: Delivery): Action {
    return this.#action('again', `${delivery.name} is delivered again`, () => {
      this.#left.duplicates--;
      this.#redeliver(delivery);
    });
  }

  #lost(at: number): Action {
    return this.#action('lost', `the task of ${at} is lost`, () => {
      this.#left.losses--;
      this.#tasks.delete(at);
    });
  }

  #deed(deed: Deed): Action {
    return this.#action('deed', deed.kind, () => this.#happens(deed), deed);
  }

  #happens(deed: Deed): void {
    this.#deeds = this.#deeds.slice(1);
    if (!deed.atOnce) this.#now += this.#given.pace;
    this.#serverTime = Math.max(this.#now, this.#serverTime + (this.#given.pace === 0 ? 1 : 0));
    const change = this.#node.does(deed, this.#serverTime);
    const { malformed, absent } = aggregate(this.#node.value, this.#now);
    this.#hadNoTime ||= malformed || (absent && change?.node === 'status');
    if (change === null) return;
    this.#watch.sees(change);
    const name = `event ${this.#given.life.length - this.#deeds.length}`;
    this.#events.push({ name, notBefore: 0, start: (process) => this.#handle(change, process) });
    if (change.anticipates !== null && this.#given.anticipates()) {
      this.#words.push({ what: `the owner's word of ${name}`, at: change.anticipates });
    }
  }

  #word(word: { what: string; at: () => number | null }): Action {
    return this.#action(
      'owner',
      word.what,
      () => {
        this.#words = this.#words.filter((other) => other !== word);
        this.#document.anticipate(word.at(), this.#given.intervalMs === 0 ? 0 : this.#now);
      },
      word,
    );
  }

  /** Tasks that are due; if there is none and a mark is, the schedule. */
  #dueTasks(): Delivery[] {
    const due = [...this.#tasks].filter(([at]) => at <= this.#now).map(([, task]) => task);
    const { mark } = this.#marks;
    if (mark === null || mark.at > this.#now || this.#tasks.size > 0 || this.#runs().ticks > 0) return due;
    return [this.#task(mark.at)];
  }

  /** The schedule, ten minutes after a tick was killed: what ran then has ended, and the task was delivered again. */
  #schedule(): Action[] {
    if (this.#notes.abandoned.length === 0 || this.#running.size > 0 || this.#tasks.size > 0) return [];
    const start = (process: Process) => this.#given.code.resume(this.#context(process));
    return [this.#beginning({ name: 'schedule', notBefore: 0, start })];
  }

  #task(at: number): Delivery {
    return {
      name: `tick of ${at}`,
      notBefore: at,
      start: (process) => {
        this.#tasks.delete(at);
        return this.#given.code.tick({ ...this.#context(process), read: this.#read(process) });
      },
    };
  }

  #timePasses(): Action[] {
    const times = [...this.#tasks.keys(), this.#marks.mark?.at ?? 0].filter((at) => at > this.#now);
    const rests = this.#marks.mark === null && this.#tasks.size === 0;
    const steps = [
      ...(times.length > 0 ? [Math.min(...times) - this.#now] : []),
      ...(rests ? [] : this.#given.strides),
    ];
    return steps.map((ms) => this.#action('time', `${ms} ms pass`, () => (this.#now += ms), this));
  }

  #handle({ node, before, after, time }: Change, process: Process): Promise<unknown> {
    const read = this.#read(process);
    return this.#given.code.handle(
      { uid: UID, node, before, after, time, read: () => read(UID) },
      this.#context(process),
    );
  }

  #context(process: Process): ChangeContext & { notes: TickNotes } {
    const { graceMs, intervalMs, recalls } = this.#given;
    const now = (): number => process.note(this.#now + process.skew);
    const document = this.#document.as(process, {
      now: intervalMs === 0 ? null : () => process.note(this.#now),
      aborts: () => this.#refuses,
      recalls,
      writes: (next, instead) => this.#watch.isWritten(next, instead, process, this.#now),
    });
    const marks = this.#marks.as(process);
    const read: typeof marks.read = async (uid) => this.#watch.reads(process, await marks.read(uid));
    const notes = this.#notes.as(process);
    const enqueueTick = this.#ask(process);
    return { marks: { ...marks, read }, notes, documentOf: () => document, graceMs, intervalMs, now, enqueueTick };
  }

  #ask(process: Process): ChangeContext['enqueueTick'] {
    return (at) =>
      process.act(`asks for a tick`, () => {
        if (!this.#tasks.has(at)) this.#tasks.set(at, this.#task(at));
      });
  }

  #read(process: Process): SettleContext['read'] {
    return async () => {
      const seen = await process.act('reads the nodes', () => {
        const { value: status, settings, lostAt } = this.#node;
        return { status, settings, lostAt, extended: this.#marks.mark?.extended ?? false };
      });
      this.#watch.looks(process, isInvisible(seen.settings) ? null : seen.lostAt, seen.extended);
      return { status: seen.status, settings: seen.settings };
    };
  }

  #action(kind: Action['kind'], what: string, effect: () => unknown, about: object = {}): Action {
    const run = (): void => {
      this.#count++;
      effect();
    };
    return { kind, what, about, process: null, run };
  }

  /**
   * The invariant: a document that is wrong has an unfinished event, a mark, a running tick, or the note of a killed one. To be called when all
   * processes wait.
   */
  checkGuard(): void {
    if (this.#events.length > 0 || this.#running.size > 0 || this.#marks.mark !== null || this.#notes.count > 0) return;
    const { user, document } = this.end();
    if ((document?.state ?? 'offline') !== user.status.state) this.#watch.isUnguarded();
  }
}

function isInvisible(settings: unknown): boolean {
  return readSettings(settings).availability === 'invisible';
}
