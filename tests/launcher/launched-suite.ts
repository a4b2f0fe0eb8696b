import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished, vi } from 'vitest';
import { POLL_TIMEOUT_MS } from '../kit/poll-timeout.ts';

const BIN = fileURLToPath(import.meta.resolve('emulator-suite/bin'));

/** Creates a project in a folder with a space in its name, with each emulator on a free port. */
export async function projectFolder(): Promise<{ directory: string; ports: Record<string, number> }> {
  const directory = join(await realpath(await mkdtemp(join(tmpdir(), 'launcher-test-'))), 'a project');
  await mkdir(join(directory, 'public'), { recursive: true });
  onTestFinished(() => rm(join(directory, '..'), { recursive: true }));
  const names = ['auth', 'database', 'firestore', 'hosting', 'hub', 'logging'];
  const free = await freePorts(names.length);
  const ports = Object.fromEntries(names.map((name, index) => [name, free[index] ?? 0]));
  const emulators = Object.fromEntries(names.map((name) => [name, { host: '127.0.0.1', port: ports[name] }]));
  const files = {
    '.firebaserc': { projects: { default: 'demo-launcher' } },
    'firebase.json': {
      database: { rules: 'database.rules.json' },
      firestore: { rules: 'firestore.rules' },
      hosting: { public: 'public' },
      emulators: { ...emulators, singleProjectMode: true, ui: { enabled: false } },
    },
    'database.rules.json': { rules: { '.read': false, '.write': false } },
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), JSON.stringify(content));
  await writeFile(join(directory, 'firestore.rules'), "rules_version = '2'; service cloud.firestore {}");
  return { directory, ports };
}

/** Starts the launcher as the npm scripts do. */
export function launch(directory: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Launched {
  return run(process.execPath, [BIN, ...args], directory, env);
}

/** Starts the launcher in a shell, as `npm run` does. Signals go to the shell. */
export function launchFromNpm(directory: string, args: readonly string[]): Launched {
  const script = '"$@"; exit $?';
  const command = ['-c', script, 'sh', process.execPath, BIN, ...args];
  return run('sh', command, directory, { npm_lifecycle_event: 'emulators' });
}

function run(program: string, args: string[], directory: string, env: NodeJS.ProcessEnv): Launched {
  // The npm that runs the tests is not the parent of the launcher, so the launcher must not see its variable.
  const { npm_lifecycle_event, ...own } = process.env;
  const child = spawn(program, args, {
    cwd: directory,
    env: { ...own, CI: 'true', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const launched = new Launched(child);
  onTestFinished(() => launched.tidyUp());
  return launched;
}

export class Launched {
  readonly exit: Promise<number | null>;
  output = '';
  readonly #child: ChildProcess;
  /** The pids of all processes seen below the launcher. They stay known after their parents have ended. */
  #seen = new Set<number>();

  constructor(child: ChildProcess) {
    this.#child = child;
    this.exit = new Promise((resolve) => child.once('close', resolve));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
  }

  /** Waits until the launcher has printed the text. */
  async prints(text: string | RegExp): Promise<void> {
    await vi.waitFor(
      () => {
        if (this.#child.exitCode !== null) return;
        if (!this.output.match(text)) throw new Error(`Not printed yet: ${text}. Output so far:\n${this.output}`);
      },
      { timeout: POLL_TIMEOUT_MS, interval: 100 },
    );
    if (!this.output.match(text)) throw new Error(`Ended without printing ${text}:\n${this.output}`);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** The firebase CLI, the launcher's only child. */
  cli(): number {
    const cli = processes().find(({ parent }) => parent === this.#child.pid);
    if (cli === undefined) throw new Error(`The launcher has no child:\n${this.output}`);
    return cli.pid;
  }

  /** Commands of all processes below the launcher. */
  family(): string[] {
    const below = new Set([this.#child.pid ?? 0]);
    const all = processes();
    for (const pid of below) for (const process of all) if (process.parent === pid) below.add(process.pid);
    below.delete(this.#child.pid ?? 0);
    this.#seen = new Set([...this.#seen, ...below]);
    return all.filter(({ pid }) => below.has(pid)).map(({ command }) => command);
  }

  /** Commands of the processes that `family` has seen and that still run. */
  leftOvers(): string[] {
    return processes()
      .filter(({ pid }) => this.#seen.has(pid))
      .map(({ command }) => command);
  }

  async tidyUp(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGTERM');
    await this.exit;
  }
}

/** An environment without Java: the PATH contains only the programs that the launcher calls. */
export async function withoutJava(directory: string): Promise<NodeJS.ProcessEnv> {
  const programs = join(directory, 'programs');
  await mkdir(programs);
  await symlink(process.execPath, join(programs, 'node'));
  const ps = execFileSync('sh', ['-c', 'command -v ps'], { encoding: 'utf8' }).trim();
  await symlink(ps, join(programs, 'ps'));
  return { PATH: programs, JAVA_HOME: '', EMULATOR_SUITE_JAVA_FOLDER: directory };
}

export async function occupyPort(port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(async () => void server.close());
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  // Opens all servers at once, so that they get different ports.
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))));
  const ports = servers
    .map((server) => server.address())
    .map((address) => (typeof address === 'object' ? address?.port : 0));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports.map((port) => port ?? 0);
}

function processes(): { pid: number; parent: number; command: string }[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return table.split('\n').flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    // A zombie has ended already. Only its line in the process table remains.
    return pid && state && !state.startsWith('Z')
      ? [{ pid: Number(pid), parent: Number(parent), command: command ?? '' }]
      : [];
  });
}
