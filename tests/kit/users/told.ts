import { onTestFinished } from 'vitest';

/** All that a listener is told until the test ends; an error fails the test, for nothing more is told then. */
export function told<T>(listen: (next: (value: T) => void, error: (error: Error) => void) => () => void): T[] {
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
