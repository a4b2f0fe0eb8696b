import { execFileSync } from 'node:child_process';

/** What a process needs beside its sockets. */
const RESERVE = 1000;

/** Reads how many files, and so sockets, one process of this machine may open. */
function openFileLimit(): number {
  const text = execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim();
  return text === 'unlimited' ? Number.POSITIVE_INFINITY : Number(text);
}

/** Returns how many database instances are needed: the stand-in is one process, and each connection is an open file. */
export function instancesFor(connections: number, limit: number = openFileLimit()): number {
  return Math.max(1, Math.ceil(connections / Math.max(1, limit - RESERVE)));
}
