import { afterEach, expect, test, vi } from 'vitest';
import { numberFrom, textFrom } from './environment.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const NAME = 'PRESENCE_TEST';
const number = numberFrom(NAME, { otherwise: 3, least: 1 });
const text = textFrom(NAME, { otherwise: 'status', pattern: /^[a-z]+$/, what: 'a word' });

test('a parameter that is not set has its default', () => {
  expect([number.value(), text.value()]).toEqual([3, 'status']);
});

test('a number that is left empty has its default', () => {
  vi.stubEnv(NAME, '');
  expect(number.value()).toBe(3);
});

test('a parameter is read from the environment', () => {
  vi.stubEnv(NAME, '65');
  expect(number.value()).toBe(65);
  vi.stubEnv(NAME, 'users');
  expect(text.value()).toBe('users');
});

test.each(['0', '-1', '1.5', 'many'])('the number %s is refused with its name', (value) => {
  vi.stubEnv(NAME, value);
  expect(() => number.value()).toThrow(`${NAME}='${value}' is not a whole number of at least 1`);
});

test('a malformed text is refused with its name', () => {
  vi.stubEnv(NAME, 'a/b');
  expect(() => text.value()).toThrow(`${NAME}='a/b' is not a word`);
});
