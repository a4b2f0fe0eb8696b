import type { Namespace } from '../data/namespace.ts';
import { type EventSink, EventStream, type Watched } from './event-stream.ts';

/** All open event streams. */
export class EventStreams {
  readonly #open = new Set<EventStream>();
  readonly #keepAliveMs: number;

  constructor(keepAliveMs: number) {
    this.#keepAliveMs = keepAliveMs;
  }

  /** Returns a function to call when the client is gone. */
  open(watched: Watched, sink: EventSink): () => void {
    const stop = () => {
      clearInterval(keepAlive);
      this.#open.delete(stream);
      stream.stop();
    };
    const end = () => {
      stop();
      sink.end();
    };
    const stream = new EventStream(watched, { send: sink.send, end });
    const keepAlive = setInterval(() => stream.keepAlive(), this.#keepAliveMs).unref();
    this.#open.add(stream);
    stream.start();
    return stop;
  }

  all(): readonly EventStream[] {
    return [...this.#open];
  }

  /** Checks the streams again after a change of the rules. */
  recheck(namespace: Namespace): void {
    for (const stream of this.all().filter((each) => each.namespace === namespace)) {
      stream.recheck();
    }
  }
}
