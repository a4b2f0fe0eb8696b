import { expect, test } from 'vitest';
import { FunctionOutcome } from './function-outcome.ts';

const offline = { state: 'offline', last_changed: '2026-01-10T12:00:00.000Z' };
const online = { state: 'online', last_changed: '2026-01-10T12:00:05.000Z' };

/** The page has opened, and has received the user's data once. */
function opened(document: Record<string, unknown> | null): FunctionOutcome {
  const outcome = new FunctionOutcome();
  outcome.nodeArrives('status', null, 0);
  outcome.nodeArrives('settings', null, 0);
  outcome.documentArrives(document, 0);
  return outcome;
}

test('the first data that a page receives is no outcome', () => {
  expect(opened(online).words).toBe('No change since this page opened.');
});

test('a change of the document after a change of the node has the time between them', () => {
  const outcome = opened(online);
  outcome.nodeArrives('status', { left_at: 1 }, 100);
  expect(outcome.words).toBe('Your data has changed. The document has not changed since.');
  outcome.documentArrives(offline, 250);
  expect(outcome.words).toBe('The document changed 150 ms after your data. Only the function may write this.');
});

test('a page does not claim that the function wrote online, because the page may have done it', () => {
  const outcome = opened(offline);
  outcome.nodeArrives('status', { connections: {} }, 100);
  outcome.documentArrives(online, 130);
  expect(outcome.words).toMatch(/30 ms after your data\. The function wrote it, or this page/);
});

test('a second change of the document has no time without another change of the data', () => {
  const outcome = opened(offline);
  outcome.nodeArrives('settings', { availability: { value: 'busy' } }, 100);
  outcome.documentArrives(online, 130);
  outcome.documentArrives({ ...online, availability: 'busy' }, 5000);
  expect(outcome.words).toBe('The document changed. Only the function may write this.');
});

test('data that arrives again without a change is no outcome', () => {
  const outcome = opened(online);
  outcome.nodeArrives('status', null, 100);
  outcome.documentArrives(online, 200);
  expect(outcome.words).toBe('No change since this page opened.');
});
