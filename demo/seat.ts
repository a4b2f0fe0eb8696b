import { type Profile, UNKNOWN } from './names.ts';

/** The member data of a user in a room. */
export interface Seat extends Profile {
  /** The latest message. A new number makes the same text a new message. */
  message?: { text: string; number: number };
}

export const ROOMS = ['Lobby', 'Design', 'Lunch'] as const;

/** Checks the data, because another client wrote it. */
export function readSeat(data: unknown): Seat {
  const { name, simulated, message }: { name?: unknown; simulated?: unknown; message?: unknown } =
    typeof data === 'object' && data !== null ? data : {};
  const seat: Seat = { name: typeof name === 'string' ? name : UNKNOWN.name, simulated: simulated === true };
  if (typeof message !== 'object' || message === null || !('text' in message) || !('number' in message)) return seat;
  const { text, number } = message;
  if (typeof text !== 'string' || typeof number !== 'number') return seat;
  return { ...seat, message: { text, number } };
}
