import type { Figure } from './figure.ts';

/** Finds the values of figures by event, system and metric. */
export class Figures {
  readonly all: readonly Figure[];

  constructor(all: readonly Figure[]) {
    this.all = all;
  }

  get events(): readonly string[] {
    return [...new Set(this.all.map(({ event }) => event))];
  }

  /** Undefined if it was not measured. */
  find(event: string, system: string, metric: string): number | undefined {
    return this.all.find((one) => one.event === event && one.system === system && one.metric === metric)?.value;
  }

  /** The text for a table: a dash if it was not measured. */
  text(event: string, system: string, metric: string, digits = 0): string {
    const value = this.find(event, system, metric);
    return value === undefined ? '–' : inWords(value, digits);
  }
}

export function inWords(value: number, digits = 0): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
