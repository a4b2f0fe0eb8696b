import { aggregate, applySettings, readSettings } from '../../contract/index.ts';
import { type Action, action } from './action.ts';
import type { Circumstances } from './circumstances.ts';
import type { End } from './end.ts';
import { Functions } from './functions.ts';
import { MishapsLeft } from './mishaps-left.ts';
import { type Parts, partsOf } from './parts.ts';
import { Platform } from './platform.ts';
import type { Process } from './process.ts';
import { UserLife } from './user-life.ts';
import { MOST_SKEW } from './watch.ts';

/** Far more than the longest life takes. Code that needs more never ends. */
const MOST_ACTIONS = 3000;

/**
 * The world of one user: what can happen next, and the effects. It decides nothing. Read the files in this order:
 *
 *   circumstances.ts   what a world is like; code.ts, beginnings.ts and life.ts are parts of that
 *   parts.ts           what it consists of; user-node.ts, document.ts, marks.ts and notes.ts are the databases
 *   user-life.ts       the deeds of the user
 *   deliveries.ts      the events and tasks that wait; delivery.ts is one of these
 *   processes.ts       the processes that handle them; process.ts is one of these
 *   platform.ts        starts these processes
 *   functions.ts       the code that a process runs, and what it uses
 *   mishaps-left.ts    what can go wrong
 *   end.ts             what became of it; watch.ts notes what must not happen on the way
 */
export class World {
  readonly #given: Circumstances;
  readonly #parts: Parts;
  readonly #life: UserLife;
  readonly #mishaps: MishapsLeft;
  readonly #platform: Platform;
  #turns = 0;

  constructor(given: Circumstances) {
    this.#given = given;
    this.#parts = partsOf(given);
    this.#life = new UserLife(given, this.#parts);
    this.#mishaps = new MishapsLeft(given.mishaps, this.#parts);
    const functions = new Functions(given, this.#parts, () => this.#mishaps.refuses);
    this.#platform = new Platform(given, this.#parts, functions);
  }

  get now(): number {
    return this.#parts.clock.now;
  }

  /**
   * Everything that can happen next; nothing when the world is at rest. Run one of these before the next call. Throws if the code failed.
   */
  actions(): Action[] {
    this.#parts.processes.assertNoneFailed();
    if (this.#turns++ > MOST_ACTIONS) throw new Error('A process does not end');
    return [
      ...this.#parts.processes.running.flatMap(([process]) => this.#steps(process)),
      ...this.#platform.actions(),
      ...this.#life.actions(),
      ...this.#mishaps.actions(),
      ...this.#timePasses(),
    ];
  }

  /** Everything that the future depends on. */
  situation(): string {
    const { clock, node, document, publicStatus, marks, notes, deliveries, processes } = this.#parts;
    const { events, taskTimes } = deliveries;
    const running = processes.running.map(([{ name, skew, past, acts }]) => [
      name,
      skew,
      past,
      acts.map(({ what }) => what),
    ]);
    return JSON.stringify([
      ...[
        this.#life.rest,
        clock.now,
        node.value,
        node.settings,
        node.lostAt,
        document.state,
        publicStatus.state,
        marks.mark,
      ],
      ...[taskTimes.sort(), events.map(({ name }) => name).sort(), running.sort()],
      ...[this.#life.sent, this.#mishaps.counts, notes.abandoned],
    ]);
  }

  end(): End {
    const { clock, node, document, publicStatus, marks, notes, watch } = this.#parts;
    const combined = aggregate(node.value, clock.now);
    return {
      user: applySettings(combined, readSettings(node.settings)),
      hasTime: !combined.malformed && !combined.absent,
      lastStamp: combined.lastChanged,
      aheadMs: this.#life.hadNoTime ? MOST_SKEW : 0,
      lostAt: node.lostAt,
      document: document.current,
      mark: marks.mark,
      notes: notes.count,
      watch,
      history: document.history,
      publicStatus: this.#given.writesBoth ? { document: publicStatus.current, history: publicStatus.history } : null,
    };
  }

  /**
   * The invariant: while a document is incorrect, an event that is not handled yet, a mark, a running tick or the note of a killed tick
   * remains. Call it when all processes wait.
   */
  checkGuard(): void {
    const { marks, notes, deliveries, processes, watch } = this.#parts;
    if (deliveries.events.length > 0 || processes.running.length > 0) return;
    if (marks.mark !== null || notes.count > 0) return;
    const { user, document, publicStatus } = this.end();
    const states = [document, ...(publicStatus ? [publicStatus.document] : [])].map((status) => status?.state);
    if (states.some((state = 'offline') => state !== user.status.state)) watch.isUnguarded();
  }

  #steps(process: Process): Action[] {
    return process.acts.flatMap((act) => [
      { ...action('step', `${process.name} ${act.what}`, act.run, act), process },
      ...this.#mishaps.refusals(process, act),
    ]);
  }

  #timePasses(): Action[] {
    const { clock, marks, deliveries } = this.#parts;
    const { taskTimes } = deliveries;
    const times = [...taskTimes, marks.mark?.at ?? 0].filter((at) => at > clock.now);
    const steps = [
      ...(times.length > 0 ? [Math.min(...times) - clock.now] : []),
      ...(marks.mark === null && taskTimes.length === 0 ? [] : this.#given.strides),
    ];
    return steps.map((ms) => action('time', `${ms} ms pass`, () => clock.passes(ms), clock));
  }
}
