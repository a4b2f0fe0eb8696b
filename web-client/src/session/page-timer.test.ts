import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/*
 * The timers of a page. tests/browser shows that the real worker runs in a page whose own timers do not.
 */

const PERIOD = 30_000;

/** A worker of the page. The test decides when it sends what. */
class FakeWorker {
  static readonly started: FakeWorker[] = [];
  readonly received: unknown[] = [];
  ended = false;
  onmessage: ((event: { data: number }) => void) | undefined;
  onerror: ((event: Pick<Event, 'preventDefault'>) => void) | undefined;

  constructor() {
    FakeWorker.started.push(this);
  }

  postMessage(message: unknown): void {
    this.received.push(message);
  }

  terminate(): void {
    this.ended = true;
  }

  sends(id: number): void {
    this.onmessage?.({ data: id });
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  FakeWorker.started.length = 0;
  vi.stubGlobal('document', {});
  vi.stubGlobal('Worker', FakeWorker);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const everyOfANewPage = async () => (await import('./page-timer.ts')).every;

function startedWorker(): FakeWorker {
  const [worker, ...others] = FakeWorker.started;
  if (worker === undefined || others.length > 0) throw new Error(`${FakeWorker.started.length} workers have started`);
  return worker;
}

test('a page has no worker before its first timer', async () => {
  await everyOfANewPage();
  expect(FakeWorker.started).toEqual([]);
});

test('the worker of a page has the timers of all its sessions, and ends with the last', async () => {
  const every = await everyOfANewPage();
  const runs: string[] = [];
  const stopAlice = every(PERIOD, () => runs.push('alice'));
  const worker = startedWorker();
  worker.sends(0);
  const stopBob = every(PERIOD, () => runs.push('bob'));
  expect(worker.received).toEqual([
    [1, PERIOD],
    [2, PERIOD],
  ]);
  // The timers of the page have ended.
  vi.advanceTimersByTime(10 * PERIOD);
  expect(runs).toEqual([]);
  worker.sends(2);
  worker.sends(1);
  expect(runs).toEqual(['bob', 'alice']);
  stopAlice();
  worker.sends(1);
  expect(runs).toHaveLength(2);
  expect(worker).toMatchObject({ ended: false, received: [[1, PERIOD], [2, PERIOD], [1]] });
  stopBob();
  expect(worker.ended).toBe(true);
});

test('a page that has stopped all timers starts a new worker for the next one', async () => {
  const every = await everyOfANewPage();
  every(PERIOD, () => undefined)();
  const run = vi.fn();
  every(PERIOD, run);
  const [first, second] = FakeWorker.started;
  second?.sends(0);
  second?.sends(1);
  expect(first?.ended).toBe(true);
  expect(run).toHaveBeenCalledTimes(1);
});

test('the timers of a page run until the worker is ready', async () => {
  const every = await everyOfANewPage();
  const run = vi.fn();
  every(PERIOD, run);
  vi.advanceTimersByTime(2 * PERIOD);
  expect(run).toHaveBeenCalledTimes(2);
  startedWorker().sends(0);
  vi.advanceTimersByTime(2 * PERIOD);
  expect(run).toHaveBeenCalledTimes(2);
});

test('the timers of a page run when its policy refuses the worker, and the page asks for no other', async () => {
  const every = await everyOfANewPage();
  const run = vi.fn();
  const stop = every(PERIOD, run);
  const preventDefault = vi.fn();
  startedWorker().onerror?.({ preventDefault });
  expect(preventDefault).toHaveBeenCalled();
  vi.advanceTimersByTime(PERIOD);
  stop();
  every(PERIOD, run);
  vi.advanceTimersByTime(PERIOD);
  expect(run).toHaveBeenCalledTimes(2);
  expect(FakeWorker.started).toHaveLength(1);
});

test.each([
  ['has no Worker', () => vi.stubGlobal('Worker', undefined)],
  ['refuses a Worker at once', () => vi.stubGlobal('Worker', refusing())],
  ['is no page, such as Node or React Native', () => vi.stubGlobal('document', undefined)],
])('the timers run in an environment that %s', async (_, breakIt) => {
  breakIt();
  const every = await everyOfANewPage();
  const run = vi.fn();
  const stop = every(PERIOD, run);
  vi.advanceTimersByTime(3 * PERIOD);
  stop();
  vi.advanceTimersByTime(3 * PERIOD);
  expect(run).toHaveBeenCalledTimes(3);
  expect(FakeWorker.started).toEqual([]);
});

function refusing() {
  return class {
    constructor() {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    }
  };
}
