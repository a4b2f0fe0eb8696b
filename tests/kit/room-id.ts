import { randomUUID } from 'node:crypto';

/** A room that no other test has. */
export const newRoomId = (): string => `room-${randomUUID().slice(0, 8)}`;
