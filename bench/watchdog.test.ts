import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const WATCHDOG = new URL('watchdog.ts', import.meta.url).href;

/** Runs a program with a watchdog, and waits for its end. */
async function run(program: string): Promise<{ code: unknown; signal: unknown; output: string }> {
  const source = `import { watchForBlockedLoop } from '${WATCHDOG}';\nconst step = watchForBlockedLoop(1000);\n${program}`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  const [output, [code, signal]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code, signal, output };
}

test('the watchdog ends a program in an endless loop of promises, and prints its last step', async () => {
  const loop = 'const pick = () => Promise.resolve().then(pick);';
  const { signal, output } = await run(`step('cost: reload, ours');\nsetTimeout(() => { ${loop} pick(); });`);
  expect(signal).toBe('SIGKILL');
  expect(output).toContain('Its last step: cost: reload, ours.');
});

test('the watchdog does not end a program that waits for long', async () => {
  const { code, output } = await run("step('size');\nsetTimeout(() => process.exit(5), 3000);");
  expect(code).toBe(5);
  expect(output).toBe('');
});
