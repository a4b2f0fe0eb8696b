import { execFileSync } from 'node:child_process';

/** The programs of the suite, each with a part of its command line. */
const PROGRAMS = {
  'the stand-in': 'bin/database-emulator.mjs',
  'a function worker': 'functionsEmulatorRuntime',
} as const;

/** The megabytes of the largest process of each program. */
export type Sample = Readonly<Record<string, number>>;

/** Samples the memory of the suite's programs at an interval, until stopped. */
export function watchMemory(everyMs: number): { stop(): Sample[] } {
  const samples: Sample[] = [];
  const timer = setInterval(() => samples.push(sample()), everyMs);
  return {
    stop() {
      clearInterval(timer);
      return samples;
    },
  };
}

export interface Growth {
  readonly program: string;
  readonly middle: number;
  readonly end: number;
  readonly flat: boolean;
}

/**
 * Compares the median of the last quarter with that of the second one. The first quarter is for warming up. Memory may grow by a fifth,
 * because a garbage collector works late.
 */
export function growthOf(samples: readonly Sample[]): Growth[] {
  const quarter = Math.floor(samples.length / 4);
  return Object.keys(PROGRAMS).map((program) => {
    const sizes = samples.map((one) => one[program] ?? 0);
    const middle = median(sizes.slice(quarter, 2 * quarter));
    const end = median(sizes.slice(-quarter));
    return { program, middle, end, flat: middle > 0 && end <= middle * 1.2 };
  });
}

function sample(): Sample {
  const ours = ourProcesses();
  return Object.fromEntries(
    Object.entries(PROGRAMS).map(([program, mark]) => [
      program,
      Math.max(0, ...ours.filter(({ command }) => command.includes(mark)).map(({ megabytes }) => megabytes)),
    ]),
  );
}

interface Process {
  readonly parent: number;
  readonly megabytes: number;
  readonly command: string;
}

/** The processes of this suite. Their parent is firebase-tools, which is also an ancestor of this process. */
function ourProcesses(): Process[] {
  const all = processes();
  const ancestors = new Set<number>();
  for (let pid = process.ppid; pid > 1; pid = all.get(pid)?.parent ?? 0) ancestors.add(pid);
  return [...all.values()].filter(({ parent }) => ancestors.has(parent));
}

function processes(): Map<number, Process> {
  const rows = execFileSync('ps', ['-axo', 'pid=,ppid=,rss=,args='], { encoding: 'utf8', maxBuffer: 1e8 }).split('\n');
  const found = new Map<number, Process>();
  for (const row of rows) {
    const [, pid, parent, kilobytes, command = ''] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? [];
    found.set(Number(pid), { parent: Number(parent), megabytes: Number(kilobytes) / 1024, command });
  }
  return found;
}

function median(sizes: readonly number[]): number {
  return [...sizes].sort((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0;
}
