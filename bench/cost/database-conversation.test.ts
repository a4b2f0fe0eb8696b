import { expect, test } from 'vitest';
import { Conversation } from './database-conversation.ts';

const asks = (number: number, action: string, body: object): string =>
  JSON.stringify({ t: 'd', d: { r: number, a: action, b: body } });
const answers = (number: number, status: string): string =>
  JSON.stringify({ t: 'd', d: { r: number, b: { s: status, d: '' } } });

test('a write counts once, however many paths it changes', () => {
  const conversation = new Conversation();
  expect(conversation.asked(asks(1, 'p', { p: '/a', d: 1 }))).toBe(1);
  expect(conversation.asked(asks(2, 'm', { p: '/', d: { a: 1, 'b/c': 2 } }))).toBe(1);
  expect(conversation.asked(asks(3, 'q', { p: '/a' }))).toBe(0);
});

test('a write that the server rejects does not count', () => {
  const conversation = new Conversation();
  conversation.asked(asks(1, 'p', { p: '/a', d: 1 }));
  conversation.asked(asks(2, 'p', { p: '/a', d: 2 }));
  expect(conversation.answered(answers(1, 'ok'))).toBe(0);
  expect(conversation.answered(answers(2, 'permission_denied'))).toBe(1);
});

test('an onDisconnect operation counts at the end of the socket, unless it was cancelled or replaced', () => {
  const conversation = new Conversation();
  conversation.asked(asks(1, 'o', { p: '/a', d: null }));
  conversation.asked(asks(2, 'om', { p: '/b', d: { c: null, d: 1 } }));
  conversation.asked(asks(3, 'o', { p: '/a', d: 2 }));
  conversation.asked(asks(4, 'o', { p: '/e', d: 2 }));
  conversation.asked(asks(5, 'oc', { p: '/e', d: null }));
  expect(conversation.ended()).toBe(2);
});

test('a message in several frames counts when it is complete', () => {
  const conversation = new Conversation();
  const message = asks(1, 'p', { p: '/a', d: 1 });
  expect(conversation.asked('2')).toBe(0);
  expect(conversation.asked(message.slice(0, 10))).toBe(0);
  expect(conversation.asked(message.slice(10))).toBe(1);
  expect(conversation.asked('0')).toBe(0);
});
