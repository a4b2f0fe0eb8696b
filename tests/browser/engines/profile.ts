/** The browser of one user, with any engine. Profiles share nothing, and above all no connections to a host. */
export interface Profile {
  /** Opens a tab that is visible beside all others. */
  newPage(): Promise<Page>;
  setOffline(offline: boolean): Promise<void>;
}

export interface Page {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  goBack(): Promise<void>;
  close(): Promise<void>;
  /** Ends the process of the page. None of its code runs at the end. */
  crash(): Promise<void>;
  /** Stops all code of the page, as a browser does with a tab that was hidden for long. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  evaluate<Result>(run: () => Result | Promise<Result>): Promise<Result>;
  /** @param given is passed as JSON */
  evaluate<Given, Result>(run: (given: Given) => Result | Promise<Result>, given: Given): Promise<Result>;
  moveMouse(x: number, y: number): Promise<void>;
  press(key: string): Promise<void>;
}

/** Gets every uncaught exception and every error on the console. */
export type Listener = (pageError: string) => void;

/** JavaScript that every engine accepts, with the same result in each. */
export function expressionOf(run: (given: never) => unknown, given: unknown): string {
  return `(${run})(${JSON.stringify(given)})`;
}

export class NotInThisEngine extends Error {
  constructor(engine: string, wish: string) {
    super(`${engine} cannot ${wish} in a test. Remove this test from its group in vitest.config.ts.`);
  }
}
