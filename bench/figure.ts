/** One number that was measured or counted. */
export interface Figure {
  /** Which part of the bench: `cost`, `size`, … */
  readonly bench: string;
  /** What happened: `a page is reloaded`. */
  readonly event: string;
  /** Who did it: `ours`, `sample`, `floor`, a peer. */
  readonly system: string;
  readonly metric: string;
  readonly unit: string;
  readonly value: number;
}

/** Makes the figures of one event in one system. */
export function figuresAbout(subject: Pick<Figure, 'bench' | 'event' | 'system'>) {
  return (metric: string, unit: string, value: number): Figure => ({ ...subject, metric, unit, value });
}
