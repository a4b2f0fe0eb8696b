import { setTimeout as wait } from 'node:timers/promises';

/** Measures memory after the garbage is collected: the least of several looks. */
export async function resting(look: () => number): Promise<number> {
  const looks: number[] = [];
  while (looks.length < 5) {
    await wait(500);
    looks.push(look());
  }
  return Math.min(...looks);
}
