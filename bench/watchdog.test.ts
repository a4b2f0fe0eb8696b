import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const WATCHDOG = new URL('watchdog.ts', import.meta.url).href;

/** Runs a program that is watched, and waits for its end. */
async function run(program: string): Promise<{ code: unknown; signal: unknown; said: string }> {
  const source = `import { watchForStandstill } from '${WATCHDOG}';\nconst step = watchForStandstill(1000);\n${program}`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  const [said, [code, signal]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code, signal, said };
}

test('a program in an endless loop of promises ends, and its last step is said', async () => {
  const loop = 'const pick = () => Promise.resolve().then(pick);';
  const { signal, said } = await run(`step('cost: reload, ours');\nsetTimeout(() => { ${loop} pick(); });`);
  expect(signal).toBe('SIGKILL');
  expect(said).toContain('Its last step: cost: reload, ours.');
});

test('a program that waits for long is left alone', async () => {
  const { code, said } = await run("step('size');\nsetTimeout(() => process.exit(5), 3000);");
  expect(code).toBe(5);
  expect(said).toBe('');
});
