/** Thrown where the official emulator would do something that this stand-in does not: it refuses, it never ignores. */
export class UnsupportedError extends Error {
  constructor(feature: string) {
    super(`not supported by the Node emulator: ${feature}`);
    this.name = 'UnsupportedError';
  }
}
