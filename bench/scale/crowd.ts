import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { DatabaseAddress } from './raw-client.ts';

const PROGRAM = fileURLToPath(new URL('client-process.ts', import.meta.url));

/** How many clients one process has at most. Each needs an open file. */
const CLIENTS_A_PROCESS = 10_000;

/** Far longer than any order takes. */
const LIMIT_MS = 300_000;

/** When each user lost the socket, in milliseconds since the epoch. */
export type Losses = ReadonlyMap<string, number>;

/** Many clients of as many users, in processes of their own. */
export class Crowd {
  readonly #processes: readonly ChildProcess[];

  /** @param databases the clients are distributed over these database instances */
  static start(count: number, databases: readonly DatabaseAddress[]): Crowd {
    const starts = startsOf(count, databases);
    return new Crowd(
      starts.map(({ first, size, database }) =>
        fork(PROGRAM, [String(first), String(size), JSON.stringify(database)], { execArgv: ['--import', 'tsx'] }),
      ),
    );
  }

  private constructor(processes: readonly ChildProcess[]) {
    this.#processes = processes;
  }

  async connects(): Promise<void> {
    await this.#order('connect');
  }

  /** All sockets end at the same moment, without a message. */
  async vanishes(): Promise<void> {
    await this.#order('vanish');
  }

  /** All sockets end at the same moment, and all clients connect again at once. */
  async isLostAndBack(): Promise<Losses> {
    return new Map(await this.#order('blip'));
  }

  /** Each client loses its socket and connects again, some clients at a time, as after a server that drains its connections. */
  async isLostAndBackInTurn(): Promise<Losses> {
    return new Map(await this.#order('blip in turn'));
  }

  close(): void {
    for (const child of this.#processes) child.kill();
  }

  async #order(order: 'connect' | 'vanish' | 'blip' | 'blip in turn'): Promise<[uid: string, lostAt: number][]> {
    const answers = this.#processes.map(async (child) => {
      const answer = answerOf(child, order);
      child.send(order);
      return lossesIn(await answer);
    });
    return (await Promise.all(answers)).flat();
  }
}

/** @throws (rejects) if the process ends, or does not answer in time */
async function answerOf(child: ChildProcess, order: string): Promise<unknown> {
  const settled = new AbortController();
  const signal = AbortSignal.any([settled.signal, AbortSignal.timeout(LIMIT_MS)]);
  const ended = once(child, 'exit', { signal }).then(([code, killedBy]) => {
    throw new Error(`A process of clients ended with ${code ?? killedBy} while it should ${order}.`);
  });
  try {
    const [answer] = await Promise.race([once(child, 'message', { signal }), ended]);
    return answer;
  } finally {
    settled.abort();
  }
}

function lossesIn(answer: unknown): [uid: string, lostAt: number][] {
  if (typeof answer === 'object' && answer !== null && 'lost' in answer && Array.isArray(answer.lost))
    return answer.lost;
  throw new Error(`A process of clients could not carry out its order: ${JSON.stringify(answer)}`);
}

interface Start {
  readonly first: number;
  readonly size: number;
  readonly database: DatabaseAddress;
}

/** Which users each process has, and where they connect. */
export function startsOf(
  count: number,
  databases: readonly DatabaseAddress[],
  most: number = CLIENTS_A_PROCESS,
): Start[] {
  const starts: Start[] = [];
  const shares = sharesOf(count, databases.length);
  let first = 0;
  for (const [index, database] of databases.entries()) {
    const share = shares[index] ?? 0;
    for (const size of sharesOf(share, Math.ceil(share / most))) {
      starts.push({ first, size, database });
      first += size;
    }
  }
  return starts;
}

/** Divides a number into so many parts that differ by one at most. */
function sharesOf(count: number, parts: number): number[] {
  return Array.from({ length: parts }, (_, index) => Math.floor((count + index) / parts));
}
