import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { applyDelta } from './apply-delta.ts';

/** A change of the Realtime Database, as a function receives it. */
export interface TriggerEvent {
  /** Which trigger: the last part of its name. */
  trigger: string;
  /** The path of the node. */
  ref: string;
  before: unknown;
  after: unknown;
  /** Milliseconds since the epoch. */
  time: number;
}

/** Takes the events that the database emulator posts to the functions emulator, and answers each at once. */
export class Triggers {
  readonly #server: Server;

  constructor(handle: (event: TriggerEvent) => void) {
    this.#server = createServer((request, response) => {
      void text(request).then((body) => {
        response.end();
        handle(readEvent(request.url ?? '', JSON.parse(body)));
      });
    });
  }

  async listen(): Promise<{ host: string; port: number }> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The triggers have no port');
    return { host: '127.0.0.1', port: address.port };
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

interface CloudEvent {
  ref: string;
  time: string;
  data: { data: unknown; delta: unknown };
}

function readEvent(url: string, { ref, time, data: { data, delta } }: CloudEvent): TriggerEvent {
  const trigger = url.split('/').at(-1)?.replace(/-\d+$/, '') ?? '';
  return { trigger, ref, before: data, after: applyDelta(data, delta), time: Date.parse(time) };
}
