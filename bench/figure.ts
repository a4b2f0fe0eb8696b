/** A number that was measured or counted. */
export interface Figure {
  /** Which part of the bench: `cost`, `size`, … */
  readonly bench: string;
  /** The event, for example `a page is reloaded`. */
  readonly event: string;
  /** The system that was measured: `ours`, `sample`, `floor`, a peer. */
  readonly system: string;
  readonly metric: string;
  readonly unit: string;
  readonly value: number;
}

/** Makes the figures of one event in one system. */
export function figuresAbout(subject: Pick<Figure, 'bench' | 'event' | 'system'>) {
  return (metric: string, unit: string, value: number): Figure => ({ ...subject, metric, unit, value });
}
