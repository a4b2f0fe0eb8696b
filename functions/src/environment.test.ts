import { afterEach, expect, test, vi } from 'vitest';
import { choiceFrom, numberFrom, textFrom } from './environment.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const NAME = 'PRESENCE_TEST';
const number = numberFrom(NAME, { otherwise: 3, least: 1 });
const text = textFrom(NAME, { otherwise: 'status', pattern: /^[a-z]+$/, what: 'a word' });
const choice = choiceFrom(NAME, { otherwise: 'one', choices: ['one', 'both'] });

test('a parameter that is not set has its default', () => {
  expect([number.value(), text.value(), choice.value()]).toEqual([3, 'status', 'one']);
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

test('a choice is read from the environment, and another text is refused with its name', () => {
  vi.stubEnv(NAME, 'both');
  expect(choice.value()).toBe('both');
  vi.stubEnv(NAME, '');
  expect(choice.value()).toBe('one');
  vi.stubEnv(NAME, 'Both');
  expect(() => choice.value()).toThrow(`${NAME}='Both' is none of: one, both.`);
});

test('a malformed text is refused with its name', () => {
  vi.stubEnv(NAME, 'a/b');
  expect(() => text.value()).toThrow(`${NAME}='a/b' is not a word`);
});
