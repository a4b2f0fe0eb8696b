import { setTimeout as wait } from 'node:timers/promises';
import { type Figure, figuresAbout } from '../figure.ts';
import { inWords } from '../figures.ts';
import type { Log } from '../log.ts';
import { waitUntil } from '../waiting.ts';
import { Crowd, type Losses } from './crowd.ts';
import { instancesFor } from './open-files.ts';
import { announcedAt, countReturns, type Return, type ReturnCounts } from './returns.ts';
import { Stack, type Work } from './stack.ts';

/** As deployed. */
const GRACE_MS = 3000;

/** How long nothing must happen until an act counts as over. */
const REST_MS = 1000;

/** Longer than any act takes. */
const LIMIT_MS = 240_000;

export const BACK_IN_TIME = 'back within the grace period';
export const SHOWN_OFFLINE = 'back within the grace period, and shown offline';

/** How long each act took, in seconds. */
interface Act {
  /** Until all clients had done it. */
  readonly done: number;
  /** Until all documents were correct. */
  readonly correct: number;
  /** What the functions did until then. */
  readonly work: Work;
}

/**
 * So many users, with the functions and Firestore: all come at once, all lose their socket at the same moment and connect again at once, all
 * do so in turn, all go.
 */
export async function measureCrowd(count: number, log: Log): Promise<Figure[]> {
  const stack = await Stack.open(instancesFor(count));
  const crowd = Crowd.start(count, stack.databases);
  const { act, says } = timing(stack, count, log);
  const figure = figuresAbout({ bench: 'scale', event: `${inWords(count)} users`, system: 'ours, on the stand-in' });
  const loses = async (what: string, isLost: () => Promise<Losses>): Promise<Figure[]> => {
    const before = await versions(stack);
    let losses: Losses = new Map();
    const lost = await act(what, count, async () => {
      losses = await isLost();
    });
    const counts = countReturns(await returnsOf(stack, losses, before), GRACE_MS);
    says(`${counts.inTimeWritten} of ${counts.inTime} who were back in time were written`);
    return [...actFigures(figure, what, lost, count), ...returnFigures(figure, what, counts)];
  };
  try {
    return [
      figure('database instances', 'instances', stack.databases.length),
      ...actFigures(figure, 'come', await act('come', count, () => crowd.connects()), count),
      ...(await loses('are lost, and back at once', () => crowd.isLostAndBack())),
      ...(await loses('are lost in turn', () => crowd.isLostAndBackInTurn())),
      ...actFigures(figure, 'go', await act('go', 0, () => crowd.vanishes()), count),
    ];
  } finally {
    crowd.close();
    await stack.close();
  }
}

function timing(stack: Stack, count: number, log: Log) {
  const says = (text: string): void => log(`${inWords(count)} users: ${text}`);
  const act = async (what: string, online: number, acts: () => Promise<void>): Promise<Act> => {
    says(`all ${what}`);
    const before = await stack.work();
    const start = performance.now();
    await acts();
    const done = performance.now();
    const correct = await correctAt(stack, online, says);
    const after = await stack.work();
    return {
      done: (done - start) / 1000,
      correct: (correct - start) / 1000,
      work: { cpuMs: after.cpuMs - before.cpuMs, looks: after.looks - before.looks },
    };
  };
  return { act, says };
}

/** @returns when the last document became correct, in the milliseconds of `performance.now` */
async function correctAt(stack: Stack, online: number, log: Log): Promise<number> {
  let since: number | null = null;
  const isCorrect = async (): Promise<boolean> => {
    const now = performance.now();
    if (!(await stack.isQuiet()) || (await onlineIn(stack)) !== online) since = null;
    else since ??= now;
    await wait(100);
    return since !== null && now - since >= REST_MS;
  };
  const waiting = { log, limitMs: LIMIT_MS, reminderMs: 20_000 };
  const what = `${online} users are online in Firestore and no user waits`;
  if (!(await waitUntil(what, isCorrect, waiting)) || since === null) {
    throw new Error(
      `Firestore did not become correct: ${await onlineIn(stack)} users are online instead of ${online}.`,
    );
  }
  return since;
}

async function onlineIn({ firestore }: Stack): Promise<number> {
  return (await firestore.collection('status').where('state', '==', 'online').count().get()).data().count;
}

/** The version of each document: the time of its latest write. */
async function versions({ firestore }: Stack): Promise<ReadonlyMap<string, string>> {
  const { docs } = await firestore.collection('status').select().get();
  return new Map(docs.map(({ id, updateTime }) => [id, `${updateTime.seconds}.${updateTime.nanoseconds}`]));
}

async function returnsOf(stack: Stack, losses: Losses, before: ReadonlyMap<string, string>): Promise<Return[]> {
  const after = await versions(stack);
  const trees = await Promise.all(stack.databases.map((one) => one.get('/status')));
  const nodes = new Map(trees.flatMap((tree) => Object.entries(Object(tree))));
  return [...losses].map(([uid, lostAt]) => {
    const backAt = announcedAt(nodes.get(uid));
    if (Number.isNaN(backAt)) throw new Error(`${uid} is not connected once after the return.`);
    return { lostAt, backAt, isWritten: before.get(uid) !== after.get(uid) };
  });
}

type MakeFigure = ReturnType<typeof figuresAbout>;

function actFigures(figure: MakeFigure, what: string, { done, correct, work }: Act, count: number): Figure[] {
  return [
    figure(`all ${what}: done after`, 's', done),
    figure(`all ${what}: Firestore is correct after`, 's', correct),
    figure(`all ${what}: processor of the functions for each user`, 'ms', work.cpuMs / count),
    figure(`all ${what}: users that ticks looked at`, 'looks', work.looks),
  ];
}

function returnFigures(
  figure: MakeFigure,
  what: string,
  { inTime, inTimeWritten, late, lateWritten }: ReturnCounts,
): Figure[] {
  return [
    figure(`all ${what}: ${BACK_IN_TIME}`, 'users', inTime),
    figure(`all ${what}: ${SHOWN_OFFLINE}`, 'users', inTimeWritten),
    figure(`all ${what}: back later`, 'users', late),
    figure(`all ${what}: back later, and shown offline in between`, 'users', lateWritten),
  ];
}
