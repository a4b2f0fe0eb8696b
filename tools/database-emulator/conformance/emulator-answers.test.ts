import { expect, test } from 'vitest';
import { call, freshNamespace } from './clients.ts';

test('a Realtime Database emulator answers at the address in the environment', async () => {
  const { status } = await call(freshNamespace(), '/.json');
  expect(status).toBe(200);
});
