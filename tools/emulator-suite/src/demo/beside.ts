import { spawn } from 'node:child_process';

/**
 * Runs a program in Node until this process ends in any way. The standard input of the program is a pipe that ends with this process.
 * The program has to end then.
 */
export function runBeside(file: string): void {
  const child = spawn(process.execPath, ['--import', 'tsx', file], { stdio: ['pipe', 'ignore', 'inherit'] });
  child.on('error', (error) => console.error(`${file} did not start: ${error.message}`));
  child.unref();
}
