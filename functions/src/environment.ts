/** A parameter that is read when it is used, and checked. Its shape is that of the parameters of firebase-functions. */
export interface Setting<T> {
  readonly name: string;
  readonly options: { readonly default: T };
  value(): T;
}

interface TextOptions {
  otherwise: string;
  pattern: RegExp;
  /** What a valid text is, for the error. */
  what: string;
}

export function textFrom(name: string, { otherwise, pattern, what }: TextOptions): Setting<string> {
  return {
    name,
    options: { default: otherwise },
    value() {
      const text = process.env[name] ?? otherwise;
      if (!pattern.test(text)) throw new Error(`${name}='${text}' is not ${what}. Correct it in the .env file.`);
      return text;
    },
  };
}

/** @param choices the texts that are accepted */
export function choiceFrom<T extends string>(
  name: string,
  { otherwise, choices }: { otherwise: T; choices: readonly T[] },
): Setting<T> {
  return {
    name,
    options: { default: otherwise },
    value() {
      const text = process.env[name] ?? '';
      if (text === '') return otherwise;
      const choice = choices.find((each) => each === text);
      if (choice !== undefined) return choice;
      throw new Error(`${name}='${text}' is none of: ${choices.join(', ')}. Correct it in the .env file.`);
    },
  };
}

/** @param least the lowest number that is accepted */
export function numberFrom(name: string, { otherwise, least }: { otherwise: number; least: number }): Setting<number> {
  return {
    name,
    options: { default: otherwise },
    value() {
      const text = process.env[name] ?? '';
      if (text === '') return otherwise;
      const value = Number(text);
      if (Number.isInteger(value) && value >= least) return value;
      throw new Error(`${name}='${text}' is not a whole number of at least ${least}. Correct it in the .env file.`);
    },
  };
}
