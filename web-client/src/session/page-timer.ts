/*
 * Browsers run the timers of a hidden page once a minute, but not those of a worker. So one worker has the timers of all sessions of a
 * page. Without a worker, the page's own timers do the work: in Node, in React Native, or if a Content-Security-Policy refuses it.
 */

/** Receives the id and the period of a timer; without a period, it stops the timer. Sends each id when it is due, and first a 0. */
const SOURCE =
  'let t={};onmessage=({data:[i,p]})=>{clearInterval(t[i]);if(p)t[i]=setInterval(()=>postMessage(i),p)};postMessage(0)';

interface Timer {
  periodMs: number;
  run: () => void;
  /** The page's own timer, until the worker takes over. */
  own: ReturnType<typeof setInterval> | undefined;
}

/** The worker of this page. Null while there is no timer. */
let shared: WorkerTimers | null = null;

/** The address of {@link SOURCE}, made once. Null after a refusal: each further attempt would report it again. */
let address: string | null | undefined;

/** Calls a function in each period, also in a hidden page. @returns stops it */
export function every(periodMs: number, run: () => void): () => void {
  shared ??= new WorkerTimers();
  const timers = shared;
  const id = timers.add({ periodMs, run, own: setInterval(run, periodMs) });
  return () => {
    if (timers.remove(id) && shared === timers) shared = null;
  };
}

class WorkerTimers {
  readonly #timers = new Map<number, Timer>();
  readonly #worker: Worker | null = startWorker();
  #lastId = 0;
  #isReady = false;

  constructor() {
    if (this.#worker === null) return;
    // Such a worker never sends its 0.
    this.#worker.onerror = (event) => {
      event.preventDefault();
      address = null;
    };
    this.#worker.onmessage = ({ data: id }: MessageEvent<number>) => {
      if (id === 0) this.#takeOver();
      else this.#timers.get(id)?.run();
    };
  }

  add(timer: Timer): number {
    const id = ++this.#lastId;
    this.#timers.set(id, timer);
    if (this.#isReady) this.#start(id, timer);
    return id;
  }

  /** @returns true if no timer remains; then the worker has ended */
  remove(id: number): boolean {
    clearInterval(this.#timers.get(id)?.own);
    this.#timers.delete(id);
    this.#worker?.postMessage([id]);
    const isEmpty = this.#timers.size === 0;
    if (isEmpty) this.#worker?.terminate();
    return isEmpty;
  }

  #takeOver(): void {
    this.#isReady = true;
    for (const [id, timer] of this.#timers) this.#start(id, timer);
  }

  #start(id: number, timer: Timer): void {
    clearInterval(timer.own);
    this.#worker?.postMessage([id, timer.periodMs]);
  }
}

/** Returns null if this is no page, or if there can be no worker. Some browsers refuse it later, by an event. */
function startWorker(): Worker | null {
  if (typeof document === 'undefined' || address === null) return null;
  try {
    address ??= URL.createObjectURL(new Blob([SOURCE]));
    return new Worker(address);
  } catch {
    address = null;
    return null;
  }
}
