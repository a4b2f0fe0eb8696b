import { expect, test } from 'vitest';
import { ObservableValue } from './observable-value.ts';

test('a listener that sets the next value leaves the later listeners at that value', () => {
  const state = new ObservableValue('signed-out');
  const seen: string[] = [];
  state.listen({ next: (value) => value === 'connected' && state.set('paused') });
  state.listen({ next: (value) => seen.push(value) });
  state.set('connected');
  expect(state.value).toBe('paused');
  expect(seen).toEqual(['signed-out', 'paused']);
});

test('a listener that an earlier one removes is not called any more', () => {
  const state = new ObservableValue('signed-out');
  const seen: string[] = [];
  let stop = (): void => undefined;
  state.listen({ next: (value) => value === 'connected' && stop() });
  stop = state.listen({ next: (value) => seen.push(value) });
  state.set('connected');
  expect(seen).toEqual(['signed-out']);
});
