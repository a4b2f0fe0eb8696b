import type { Bars } from './bar-chart.ts';
import type { Figure } from './figure.ts';
import type { Say } from './say.ts';

/** One question that the bench answers. */
export interface Part {
  readonly name: string;
  /**
   * @param quick everything small: to see that it works, not to publish
   * @param say called before each step
   */
  measure(quick: boolean, say: Say): Promise<Figure[]>;
  /** What the documentation shows of it, by the name of the place in the page. */
  show(figures: readonly Figure[]): ReadonlyMap<string, string>;
  /** Pictures beside them, by their names. */
  draw?(figures: readonly Figure[]): ReadonlyMap<string, Bars>;
}
