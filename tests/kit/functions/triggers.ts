import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { portOf } from '../port-of.ts';
import type { Address } from '../suite.ts';
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

/** Receives the events that the database emulator posts to the functions emulator. Answers each at once. */
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

  async listen(): Promise<Address> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return { host: '127.0.0.1', port: portOf(this.#server) };
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
