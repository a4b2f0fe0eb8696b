import { type ChildProcess, spawn } from 'node:child_process';

export interface CommandOptions {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** True if the command writes to the terminal instead of returning its output. */
  readonly isLive: boolean;
}

/** The running commands. One call stops all of them. */
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

  /** Sends the signal to the running commands. No other command starts afterwards. */
  stop(signal: NodeJS.Signals): void {
    this.#isStopped = true;
    for (const child of this.#running) child.kill(signal);
  }
}
