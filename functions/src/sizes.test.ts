import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function deployed(environment: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  vi.resetModules();
  return import('./index.ts');
}

test('the events have instances of the default size, and six ticks run at the same time', async () => {
  const { onUserStatusChanged, presenceTick } = await deployed({});
  expect(onUserStatusChanged.__endpoint.cpu).not.toBe('gcf_gen1');
  expect(presenceTick.__endpoint.taskQueueTrigger?.rateLimits?.maxConcurrentDispatches).toBe(6);
});

test('a deployment chooses small instances for the events, and more ticks at the same time', async () => {
  const { onUserStatusChanged, onUserSettingsChanged, presenceTick } = await deployed({
    PRESENCE_EVENT_INSTANCES: 'small',
    PRESENCE_TICKS_AT_ONCE: '50',
  });
  expect(onUserStatusChanged.__endpoint).toMatchObject({ cpu: 'gcf_gen1', availableMemoryMb: 256 });
  expect(onUserSettingsChanged.__endpoint.cpu).not.toBe('gcf_gen1');
  expect(presenceTick.__endpoint.taskQueueTrigger?.rateLimits?.maxConcurrentDispatches).toBe(50);
});
