import { FrameReader, OnDisconnectQueue, parsePath, writesOfUpdate } from 'database-emulator/wire';

interface Message {
  readonly t?: string;
  readonly d?: {
    readonly r?: number;
    readonly a?: string;
    readonly b?: { readonly p?: string; readonly d?: unknown; readonly s?: string };
  };
}

/** Counts the writes in the messages between a client and the Realtime Database on one socket. */
export class Conversation {
  readonly #up = new FrameReader();
  readonly #down = new FrameReader();
  readonly #onDisconnect = new OnDisconnectQueue();
  readonly #unanswered = new Set<number>();
  #isAdmin = false;

  get isAdmin(): boolean {
    return this.#isAdmin;
  }

  /** @returns how many writes the client requested in this frame */
  asked(frame: string): number {
    const { r = 0, a, b = {} } = read(this.#up, frame)?.d ?? {};
    const path = parsePath(b.p ?? '/');
    if (a === 'gauth') this.#isAdmin = true;
    if (a === 'o') this.#onDisconnect.register([{ path, json: b.d }]);
    if (a === 'om') this.#onDisconnect.register(writesOfUpdate(path, b.d));
    if (a === 'oc') this.#onDisconnect.cancel(path);
    if (a !== 'p' && a !== 'm') return 0;
    this.#unanswered.add(r);
    return 1;
  }

  /** @returns how many of those writes the server rejected in this frame */
  answered(frame: string): number {
    const { r, b } = read(this.#down, frame)?.d ?? {};
    if (r === undefined || !this.#unanswered.delete(r)) return 0;
    return b?.s === 'ok' ? 0 : 1;
  }

  /** @returns how many writes the server carries out at the end of the socket */
  ended(): number {
    return this.#onDisconnect.takeAll().length;
  }
}

/** Null if the message is not complete, or the frame is no message. */
function read(frames: FrameReader, frame: string): Message | null {
  const text = frames.read(frame);
  if (text === undefined) return null;
  const message: Message = JSON.parse(text);
  return typeof message === 'object' ? message : null;
}
