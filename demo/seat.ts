/** What somebody says of themselves in a room. */
export interface Seat {
  name: string;
  /** Their latest words, and a number that tells the same words said again from those before. */
  said?: { words: string; number: number };
}

export const ROOMS = ['Lobby', 'Design', 'Lunch'] as const;

/** Their device wrote it, so it is looked at before it is trusted. */
export function readSeat(data: unknown): Seat {
  const { name, said }: { name?: unknown; said?: unknown } = typeof data === 'object' && data !== null ? data : {};
  const seat: Seat = { name: typeof name === 'string' ? name : 'Somebody' };
  if (typeof said !== 'object' || said === null || !('words' in said) || !('number' in said)) return seat;
  const { words, number } = said;
  if (typeof words !== 'string' || typeof number !== 'number') return seat;
  return { ...seat, said: { words, number } };
}
