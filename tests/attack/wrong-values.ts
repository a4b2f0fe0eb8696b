import { increment } from 'firebase/database';
import { ALICE, BOB, NOW } from './examples.ts';

/** What must not stand where the example may, by what it is. */
export type WrongValues = Record<string, unknown>;

const HOUR = 3_600_000;
const OVERSIZED = 'x'.repeat(100_000);

export interface Bounds {
  /** The longest text that the rules say they allow. */
  longest: number | undefined;
  /** The words of which the rules allow no others. */
  words: string[];
}

/**
 * Derived from an example: of another type, too long, of another time, of another person.
 *
 * @param isName any other name is right too
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
    ...(typeof value === 'string' ? wrongTexts(longest, words) : {}),
    ...(value === NOW ? wrongTimes() : {}),
    ...(isName || others === value || typeof value === 'object' ? {} : { "another person's": others }),
    'a list of what is right': [value],
    'an object with what is right': { below: value },
  };
}

const TYPES: Record<string, unknown> = { string: 'text', number: 1, boolean: true };

function wrongTypes(value: unknown): WrongValues {
  const right = value === NOW ? 'number' : typeof value;
  const wrong = Object.entries(TYPES).filter(([type]) => type !== right);
  return Object.fromEntries(wrong.map(([type, other]) => [`a ${type}`, other]));
}

function wrongTexts(longest: number | undefined, words: string[]): WrongValues {
  const [word] = words;
  return {
    'an oversized text': OVERSIZED,
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
    'the time a moment ago by an own clock': Date.now() - 100,
    'the time zero': 0,
    'a time before 1970': -1,
    'a time in seconds': Math.floor(Date.now() / 1000),
    'a fraction of a time': Date.now() + 0.5,
    'the end of time': Number.MAX_SAFE_INTEGER,
    'a time that goes on': increment(1),
    'a time in a text': String(Date.now()),
  };
}
