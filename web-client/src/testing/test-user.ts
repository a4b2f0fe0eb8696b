import type { ChosenAvailability } from '@firebase-presence/contract';
import type { CustomStatusInput } from '../core/index.ts';

/** A user in a {@link TestWorld}. Each function takes effect before it returns. */
export interface TestUser {
  readonly uid: string;
  /** @param device the name of a device; a user can have several. Default: `phone` */
  goOnline(device?: string): void;
  /** @param device default: `phone` */
  goOffline(device?: string): void;
  /** Makes all of the user's devices idle, or active again. */
  setIdle(idle: boolean): void;
  /** @throws `presence/invalid-argument` */
  setAvailability(availability: ChosenAvailability): void;
  /** @throws `presence/invalid-argument` */
  setCustomStatus(customStatus: CustomStatusInput | null): void;
  setLastSeenHidden(hidden: boolean): void;
  /** Joins a room, or replaces the user's data there. */
  joinRoom(roomId: string, data?: unknown): void;
  leaveRoom(roomId: string): void;
  notifyTyping(roomId: string): void;
  stopTyping(roomId: string): void;
}
