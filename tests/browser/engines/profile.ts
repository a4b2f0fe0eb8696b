/** The browser of one person, whichever engine it has: nothing is shared with any other, least of all the connections to a host. */
export interface Profile {
  /** A tab, in sight beside all the others. */
  newPage(): Promise<Page>;
  setOffline(offline: boolean): Promise<void>;
}

export interface Page {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  goBack(): Promise<void>;
  close(): Promise<void>;
  /** The process of the page ends, and none of its code learns of that. */
  crash(): Promise<void>;
  /** As a browser does with a tab that has been hidden for long: none of its code runs. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  evaluate<Result>(run: () => Result | Promise<Result>): Promise<Result>;
  /** @param given travels as JSON */
  evaluate<Given, Result>(run: (given: Given) => Result | Promise<Result>, given: Given): Promise<Result>;
  moveMouse(x: number, y: number): Promise<void>;
  press(key: string): Promise<void>;
}

/** Is told of every uncaught exception and every error on the console. */
export type Listener = (complaint: string) => void;

/** JavaScript that every engine takes, and that says the same in all of them. */
export function expressionOf(run: (given: never) => unknown, given: unknown): string {
  return `(${run})(${JSON.stringify(given)})`;
}

export class NotInThisEngine extends Error {
  constructor(engine: string, wish: string) {
    super(`${engine} cannot be told to ${wish}: keep this test out of its group in vitest.config.ts`);
  }
}
