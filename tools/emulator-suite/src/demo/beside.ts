import { spawn } from 'node:child_process';

/**
 * Runs a program in Node until this process ends in any way. The standard input of the program is a pipe that ends with this process.
 * The program has to end then.
 *
 * @returns resolves when the program has called `process.send`, or has ended
 */
export function runBeside(file: string): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', file], { stdio: ['pipe', 'ignore', 'inherit', 'ipc'] });
  child.unref();
  child.channel?.unref();
  return new Promise((resolve) => {
    child.once('message', () => resolve());
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      console.error(`Cannot start ${file}: ${error.message}`);
      resolve();
    });
  });
}
