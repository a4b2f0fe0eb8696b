import { onTestFinished } from 'vitest';

/**
 * All values that a listener receives until the test ends. An error fails the test, because the listener receives nothing after it.
 *
 * @param listen starts the listener. Returns the function that stops it
 */
export function valuesOf<T>(listen: (next: (value: T) => void, error: (error: Error) => void) => () => void): T[] {
  const values: T[] = [];
  const errors: Error[] = [];
  const stop = listen(
    (value) => values.push(value),
    (error) => errors.push(error),
  );
  onTestFinished(() => {
    stop();
    if (errors[0]) throw errors[0];
  });
  return values;
}
