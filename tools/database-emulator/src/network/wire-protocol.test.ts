import { expect, test } from 'vitest';
import { FrameReader } from './wire-protocol.ts';

function messagesIn(frames: readonly string[]): string[] {
  const reader = new FrameReader();
  return frames.flatMap((frame) => reader.read(frame) ?? []);
}

test('a frame that is no number is a message', () => {
  expect(messagesIn(['{"t":"c"}', '{}'])).toEqual(['{"t":"c"}', '{}']);
});

test('a number announces how many frames make the next message', () => {
  expect(messagesIn(['3', '{"a"', ':1', '}', '{}'])).toEqual(['{"a":1}', '{}']);
});

test('a part that looks like a number belongs to its message', () => {
  expect(messagesIn(['2', '12', '0', '0', '{}'])).toEqual(['120', '{}']);
});

test('a lone 0 is a keep-alive without a message', () => {
  expect(messagesIn(['0', '0', '{}'])).toEqual(['{}']);
});
