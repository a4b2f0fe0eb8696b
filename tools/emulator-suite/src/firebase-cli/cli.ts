import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { endLeftOvers } from './left-overs.ts';

/** A suite with functions and two Java programs needs about three seconds for a clean end. */
const CLEAN_END_MS = 15_000;
/** An export of much data takes more time. */
const CLEAN_END_WITH_EXPORT_MS = 300_000;
/** A single Ctrl-C arrives twice if npm passes it on too. */
const SAME_SIGNAL_MS = 1000;
/** The last output of a dead process is there at once. But an unknown process can hold the pipe open for ever. */
const LAST_WORDS_MS = 1000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface CliCall {
  readonly args: readonly string[];
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  /** The Node that runs the CLI, and with it the functions; default: that of this process. */
  readonly node?: string | undefined;
  /** The folder in which the emulators record their pids. */
  readonly started: string;
  /** True if the CLI writes an export at its end. */
  readonly exportsAtEnd?: boolean;
  /** Gets every line that the CLI writes. Without it the CLI writes to the output of this process. */
  readonly onLine?: ((line: string) => void) | undefined;
}

export interface Outcome {
  readonly code: number;
  /** The signal that was passed on to the CLI, if any. */
  readonly signal: NodeJS.Signals | undefined;
}

/** Runs the firebase CLI until it ends, passes signals on to it, and leaves none of its processes running. */
export async function runCli(call: CliCall): Promise<Outcome> {
  const child = spawnCli(call);
  const endAll = () => child.pid !== undefined && endLeftOvers(child.pid, call.started);
  const cleanEndMs = call.exportsAtEnd ? CLEAN_END_WITH_EXPORT_MS : CLEAN_END_MS;
  const signals = passSignalsOn(child, endAll, cleanEndMs);
  const output = readLines(child, call.onLine);
  try {
    const code = await exitCode(child);
    endAll();
    await Promise.race([output, delay(LAST_WORDS_MS, undefined, { ref: false })]);
    child.stdout?.destroy();
    return { code, signal: signals.first() };
  } finally {
    signals.stop();
  }
}

function spawnCli({ args, directory, env, node = process.execPath, onLine }: CliCall): ChildProcess {
  const stopWithLauncher = new URL('stop-with-launcher.mjs', import.meta.url).href;
  const firebase = createRequire(import.meta.url).resolve('firebase-tools/lib/bin/firebase.js');
  return spawn(node, ['--import', stopWithLauncher, firebase, ...args, '--non-interactive'], {
    cwd: directory,
    // The CLI prints no colours if its output is no terminal.
    env: onLine && process.stdout.isTTY ? { FORCE_COLOR: '1', ...env } : env,
    // In a process group of its own: a Ctrl-C reaches only this process, which sends it to the CLI once and can end the whole group.
    detached: true,
    stdio: ['inherit', onLine ? 'pipe' : 'inherit', 'inherit', 'ipc'],
  });
}

function passSignalsOn(child: ChildProcess, endAll: () => void, cleanEndMs: number) {
  let first: NodeJS.Signals | undefined;
  let firstAt = 0;
  let deadline: NodeJS.Timeout | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    if (first === undefined && child.pid !== undefined) {
      first = signal;
      firstAt = performance.now();
      signalGroup(child.pid, signal);
      deadline = setTimeout(endAll, cleanEndMs);
    } else if (signal === first && performance.now() - firstAt > SAME_SIGNAL_MS) {
      endAll();
    }
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    first: () => first,
    stop: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
      clearTimeout(deadline);
    },
  };
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // It has ended by itself in this moment.
  }
}

async function readLines(child: ChildProcess, onLine: CliCall['onLine']): Promise<void> {
  if (child.stdout === null || onLine === undefined) return;
  for await (const line of createInterface({ input: child.stdout })) onLine(line);
}

function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
