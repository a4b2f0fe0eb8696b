/** The parts of the bench, in the order in which they run and in which the documentation shows them. */
export const PART_NAMES = {
  cost: 'counts what everyday events cost',
  size: 'measures what a page loads',
  latency: 'measures how long a watcher waits; needs redis-server',
  'cold-start': 'measures a cold start of the functions as a process',
  scale: 'measures how far one machine goes',
  rooms: 'counts what rooms cost',
  hostile: 'counts what an hour of a hostile account costs',
  lists: 'calculates what lists of who is online cost',
  simulate: 'calculates what a month costs, from the last result of cost',
} as const;

export type PartName = keyof typeof PART_NAMES;

/** These parts only calculate, so they need no emulators. */
export const CALCULATED: readonly PartName[] = ['lists', 'simulate'];

export function partNames(): readonly PartName[] {
  return Object.keys(PART_NAMES).filter(isPartName);
}

export function isPartName(name: string): name is PartName {
  return name in PART_NAMES;
}
