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
  own: ReturnType<typeof setInterval>;
}

interface PageTimers {
  /** @returns stops the timer */
  add(timer: Timer): () => void;
}

/** The timers of this page. Null while there is none. */
let shared: PageTimers | null = null;

/** The address of {@link SOURCE}, made once. Null after a refusal: each further attempt would report it again. */
let address: string | null | undefined;

/** Calls a function in each period, also in a hidden page. @returns stops it */
export function every(periodMs: number, run: () => void): () => void {
  shared ??= startTimers();
  return shared.add({ periodMs, run, own: setInterval(run, periodMs) });
}

function startTimers(): PageTimers {
  const timers = new Map<number, Timer>();
  const worker = startWorker();
  let lastId = 0;
  let isReady = false;
  const handOver = (timer: Timer, id: number): void => {
    clearInterval(timer.own);
    worker?.postMessage([id, timer.periodMs]);
  };
  if (worker !== null) {
    // Such a worker never sends its 0.
    worker.onerror = (event) => {
      event.preventDefault();
      address = null;
    };
    worker.onmessage = ({ data: id }: MessageEvent<number>) => {
      timers.get(id)?.run();
      if (id !== 0) return;
      isReady = true;
      timers.forEach(handOver);
    };
  }
  return {
    add(timer) {
      const id = ++lastId;
      timers.set(id, timer);
      if (isReady) handOver(timer, id);
      return () => {
        clearInterval(timer.own);
        worker?.postMessage([id]);
        if (!timers.delete(id) || timers.size > 0) return;
        worker?.terminate();
        shared = null;
      };
    },
  };
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
