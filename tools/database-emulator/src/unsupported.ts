/** Thrown for a feature of the official emulator that this stand-in lacks. It rejects such a feature and never ignores it. */
export class UnsupportedError extends Error {
  constructor(feature: string) {
    super(`not supported by the Node emulator: ${feature}`);
    this.name = 'UnsupportedError';
  }
}
