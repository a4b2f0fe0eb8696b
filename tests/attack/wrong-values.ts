import { increment } from 'firebase/database';
import { ALICE, BOB, NOW } from './examples.ts';

/** Values that the rules must refuse in the place of an example, by their description. */
export type WrongValues = Record<string, unknown>;

const HOUR = 3_600_000;
const OVERSIZED = 'x'.repeat(100_000);
/** `child()` of the rules ignores these at the end of a path. */
const SLASHES = '/'.repeat(100_000);

export interface Bounds {
  /** The maximum length of a text in the rules; undefined if they have none. */
  longest: number | undefined;
  /** The only texts that the rules allow; empty if they list none. */
  words: string[];
}

/**
 * Derives wrong values from an example: with another type, too long, with another time, of another user.
 *
 * @param isName true if any other name is valid too
 */
export function wrongValues(
  example: (party: typeof ALICE) => unknown,
  { longest, words }: Bounds,
  isName: boolean,
): WrongValues {
  const value = example(ALICE);
  const others = example(BOB);
  return {
    ...wrongTypes(value),
    ...(typeof value === 'string' ? wrongTexts(value, longest, words) : {}),
    ...(value === NOW ? wrongTimes() : {}),
    ...(isName || others === value || typeof value === 'object' ? {} : { "another user's": others }),
    'a list of the valid value': [value],
    'an object with the valid value': { below: value },
  };
}

const TYPES: Record<string, unknown> = { string: 'text', number: 1, boolean: true };

function wrongTypes(value: unknown): WrongValues {
  const right = value === NOW ? 'number' : typeof value;
  const wrong = Object.entries(TYPES).filter(([type]) => type !== right);
  return Object.fromEntries(wrong.map(([type, other]) => [`a ${type}`, other]));
}

function wrongTexts(value: string, longest: number | undefined, words: string[]): WrongValues {
  const [word] = words;
  return {
    'an oversized text': OVERSIZED,
    'the valid text with slashes at its end': value + SLASHES,
    ...(longest === undefined ? {} : { 'a text one character too long': 'x'.repeat(longest + 1) }),
    ...(word === undefined
      ? {}
      : {
          'an empty text': '',
          'an unknown word': 'unknown',
          'a word in capitals': word.toUpperCase(),
          padded: `${word} `,
        }),
  };
}

function wrongTimes(): WrongValues {
  return {
    'the time an hour ago': Date.now() - HOUR,
    'the time in an hour': Date.now() + HOUR,
    'the time a moment ago by the clock of the client': Date.now() - 100,
    'the time zero': 0,
    'a time before 1970': -1,
    'a time in seconds': Math.floor(Date.now() / 1000),
    'a fraction of a time': Date.now() + 0.5,
    'the largest safe integer': Number.MAX_SAFE_INTEGER,
    'a time that grows by an increment': increment(1),
    'a time in a text': String(Date.now()),
  };
}
