import { readPublicStatus, settingsPath, TARGETS_PATH, type Targets, writesDatabase } from '../../../contract/index.ts';
import { type ForgetContext, forgetUser } from '../../../functions/src/forget-user.ts';
import { CHANGE_INTERVAL_MS, type UserNodes } from '../../../functions/src/mirror.ts';
import { repair } from '../../../functions/src/repair.ts';
import { restoreStatus } from '../../../functions/src/restore.ts';
import { leaveRoomsIfInvisible, markUncounted } from '../../../functions/src/rooms.ts';
import { settleDueUsers } from '../../../functions/src/settle.ts';
import { tickQueue } from '../../../functions/src/tick-queue.ts';
import { deployed } from '../deployed.ts';
import { rest } from './rest.ts';
import type { Functions, ServerSide, Services } from './server-side.ts';
import { shallowKeys } from './shallow-keys.ts';
import { STATUS_TRIGGER, type Trigger } from './stand-in.ts';
import type { TriggerEvent } from './triggers.ts';
import { type Circumstances, Worker } from './worker.ts';

const COLLECTION = 'status';

const PUBLIC_STATUS_DELETED: Trigger = { name: 'unpublished', path: '/presence/public/{uid}', event: 'deleted' };

const TRIGGERS: readonly Trigger[] = [
  STATUS_TRIGGER,
  { name: 'settings', path: '/presence/settings/{uid}', event: 'written' },
  { name: 'joined', path: '/presence/rooms/{roomId}/{uid}', event: 'created' },
  { name: 'left', path: '/presence/rooms/{roomId}/{uid}', event: 'deleted' },
];

/** What a test decides about our functions. */
export interface OurOptions extends Omit<Circumstances, 'graceMs' | 'enqueueTick' | 'now'> {
  /** The grace period. Default: three seconds, as deployed. */
  graceMs?: number;
  /** Where the functions write the statuses. Default: as deployed. */
  targets?: Targets;
}

/** Our rules and functions. */
export function ourServer({ graceMs = 3000, targets = 'firestore', ...options }: OurOptions = {}): ServerSide {
  return {
    name: 'ours',
    databaseRules: deployed('database.rules.json'),
    firestoreRules: deployed('firestore.rules'),
    triggers: writesDatabase(targets) ? [...TRIGGERS, PUBLIC_STATUS_DELETED] : TRIGGERS,
    retries: true,
    inTurn: false,
    deploys: (services) => new OurFunctions(services, targets, { graceMs, ...options }),
  };
}

class OurFunctions implements Functions {
  readonly #services: Services;
  readonly #targets: Targets;
  readonly #worker: Worker;
  #announced: Promise<void> | null = null;
  readonly #circumstances: Circumstances;

  constructor(services: Services, targets: Targets, options: Omit<Circumstances, 'enqueueTick'>) {
    const { instance, firestore, tasks } = services;
    const queue = tickQueue(tasks);
    this.#services = services;
    this.#targets = targets;
    this.#worker = new Worker(instance, firestore.collection(COLLECTION), targets);
    this.#circumstances = { ...options, enqueueTick: (at) => queue.enqueue(instance.url, at) };
  }

  async handles(event: TriggerEvent): Promise<void> {
    if (event.trigger === PUBLIC_STATUS_DELETED.name) await this.#restores(event);
    else if (event.trigger === 'joined' || event.trigger === 'left') await this.#roomChanged(event);
    else await this.#userChanged(event);
  }

  async ticks(): Promise<void> {
    const context = this.#worker.context(this.#circumstances);
    // Before the tick itself: it reads past the platform, so its answers never arrive late.
    await settleDueUsers({ ...context, read: (uid) => this.#nodesOf(uid) }, { outcomes: {}, failed: [] });
    await this.#worker.ticks(this.#circumstances);
  }

  async repairs(): Promise<void> {
    await repair({ ...this.#forgetContext, shallowKeys, rest, dryRun: false, batch: 100 });
  }

  forgets(uid: string): Promise<void> {
    return forgetUser(uid, Date.now(), this.#forgetContext);
  }

  async #roomChanged({ ref }: TriggerEvent): Promise<void> {
    const [, , roomId = ''] = ref.split('/');
    await this.#circumstances.enqueueTick(await markUncounted(this.#services.instance.root, roomId, Date.now()));
  }

  async #restores({ ref, before }: TriggerEvent): Promise<void> {
    const uid = ref.split('/').at(-1) ?? '';
    const { enqueueTick } = this.#circumstances;
    await restoreStatus(
      { uid, status: readPublicStatus(before)?.status ?? null },
      {
        instances: [this.#services.instance],
        isOwn: () => true,
        intervalMs: CHANGE_INTERVAL_MS,
        enqueueTick: (_, at) => enqueueTick(at),
        now: Date.now,
      },
    );
  }

  async #userChanged({ trigger, ref, before, after, time }: TriggerEvent): Promise<void> {
    const uid = ref.split('/').at(-1) ?? '';
    const node = trigger === 'settings' ? 'settings' : 'status';
    const read = (): Promise<UserNodes> => this.#nodesOf(uid);
    this.#announced ??= this.#services.instance.root.child(TARGETS_PATH).set(this.#targets);
    await this.#announced;
    await this.#worker.handles({ uid, node, before, after, time, read }, this.#circumstances);
    if (node === 'settings') await leaveRoomsIfInvisible(this.#services.instance.root, uid);
  }

  async #nodesOf(uid: string): Promise<UserNodes> {
    const { instance, readNode } = this.#services;
    const [status, settings] = await Promise.all([readNode(uid), instance.root.child(settingsPath(uid)).get()]);
    return { status, settings: settings.val() };
  }

  get #forgetContext(): ForgetContext {
    const { instance, firestore } = this.#services;
    return {
      instances: [instance],
      firestore,
      collection: COLLECTION,
      targets: this.#targets,
      hasAccount: async () => false,
    };
  }
}
