import { randomUUID } from 'node:crypto';

/** A name that nothing else on these emulators has. */
export const unique = (name: string): string => `${name}-${randomUUID().slice(0, 8)}`;

/** The id of a room that no other test uses. */
export const newRoomId = (): string => unique('room');
