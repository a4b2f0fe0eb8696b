import type { Figure } from './figure.ts';
import type { Log } from './log.ts';
import type { PartName } from './part-names.ts';

/** One question that the bench answers. */
export interface Part {
  readonly name: PartName;
  /**
   * @param quick with small numbers, to see that it works and not to publish
   * @param log called before each step
   */
  measure(quick: boolean, log: Log): Promise<Figure[]>;
  /** The texts of this part in the documentation, by the name of the section. */
  show(figures: readonly Figure[]): ReadonlyMap<string, string>;
  /** The pictures of this part as SVG, by name. */
  draw?(figures: readonly Figure[]): ReadonlyMap<string, string>;
}
