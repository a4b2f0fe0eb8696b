import { spawn } from 'node:child_process';

/**
 * Runs a program in Node until this process ends, in whatever way: its standard input is a pipe that ends then, and the program has
 * to end with it.
 */
export function runBeside(file: string): void {
  const child = spawn(process.execPath, ['--import', 'tsx', file], { stdio: ['pipe', 'ignore', 'inherit'] });
  child.on('error', (error) => console.error(`${file} did not start: ${error.message}`));
  child.unref();
}
