import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Far more than the kernel needs to remove a killed Java program. A process that hangs on a disk gets no more time. */
const DEATH_MS = 5000;
const LOOK_AGAIN_MS = 20;

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly command: string;
}

/**
 * Ends all processes that the suite left: the process group of the CLI (functions, the command), their descendants, and the emulators,
 * which firebase-tools starts in groups of their own. When it returns, their ports and memory are free for the next suite.
 */
export function endLeftOvers(group: number, started: string): void {
  const members = membersAndDescendants(listProcesses(), group);
  endAll([-group, ...members]);
  awaitDeath(members);
  while (existsSync(started)) {
    const pids = readdirSync(started).map(Number);
    const emulators = stillEmulators(pids, listProcesses());
    endAll(emulators);
    awaitDeath(emulators);
    for (const pid of pids) rmSync(join(started, String(pid)), { force: true });
    removeIfEmpty(started);
  }
}

export function membersAndDescendants(processes: readonly Process[], group: number): number[] {
  const found = new Set(processes.filter((process) => process.group === group).map(({ pid }) => pid));
  // A loop over a set also visits members that are added meanwhile.
  for (const pid of found) {
    for (const process of processes) if (process.parent === pid) found.add(process.pid);
  }
  return [...found];
}

/** A recorded pid can belong to another program by now. firebase-tools starts every emulator with a `--port`. */
export function stillEmulators(pids: readonly number[], processes: readonly Process[]): number[] {
  if (processes.length === 0) return [...pids];
  return processes
    .filter(({ pid, command }) => pids.includes(pid) && command.includes(' --port '))
    .map(({ pid }) => pid);
}

/** Empty without `ps`, as in slim containers. Then the group and the recorded pids are ended. */
function listProcesses(): Process[] {
  try {
    const options = { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
    return parseProcesses(execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,args='], options));
  } catch {
    return [];
  }
}

/** Leaves out zombies: a zombie has ended, and only its entry in the table is left. */
export function parseProcesses(table: string): Process[] {
  return table.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+([^Z\s]\S*)\s+(.*)$/.exec(line);
    if (match === null) return [];
    const [, pid, parent, group, , command] = match;
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), command: command ?? '' }];
  });
}

function endAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself since the table was read.
    }
  }
}

/**
 * Waits until killed programs are gone. A kill returns at once, but a large program holds its memory and ports for some time. Blocks the
 * thread, because the process exits next.
 */
function awaitDeath(pids: readonly number[]): void {
  const deadline = performance.now() + DEATH_MS;
  const sleep = new Int32Array(new SharedArrayBuffer(4));
  while (performance.now() < deadline && listProcesses().some(({ pid }) => pids.includes(pid))) {
    Atomics.wait(sleep, 0, 0, LOOK_AGAIN_MS);
  }
}

/** An emulator that starts at this moment has either written its file, so that this fails, or it finds no folder and gives up. */
function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // The loop looks again.
  }
}
