import { type ChildProcess, spawn } from 'node:child_process';

export interface CommandOptions {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Writes to the terminal itself, instead of returning its output. */
  readonly isLive: boolean;
}

/** The commands that run now, to be stopped together. */
export class Commands {
  readonly #running = new Set<ChildProcess>();
  #isStopped = false;

  async run(words: readonly string[], options: CommandOptions): Promise<{ succeeded: boolean; output: string }> {
    if (this.#isStopped) return { succeeded: false, output: '' };
    const [program = '', ...args] = words;
    const { folder: cwd, env, isLive } = options;
    const child = spawn(program, args, { cwd, env, stdio: isLive ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    this.#running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    this.#running.delete(child);
    return { succeeded: code === 0 && !this.#isStopped, output };
  }

  /** Those that run end as they do with this signal, and no other one starts. */
  stop(signal: NodeJS.Signals): void {
    this.#isStopped = true;
    for (const child of this.#running) child.kill(signal);
  }
}
