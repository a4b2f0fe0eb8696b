/**
 * Code that all other folders use. It does not depend on a signed-in user.
 */
export { assertAvailability, type CustomStatusInput, storedCustomStatus } from './choices.ts';
export { chunksOf } from './chunks.ts';
export { Current } from './current.ts';
export { type CustomStatus, customStatusOf } from './custom-status.ts';
export { serverDate, toServerTime } from './dates.ts';
export {
  databaseError,
  invalidArgument,
  isRefusal,
  isTermination,
  messageOf,
  PresenceError,
  type PresenceErrorCode,
  reportTo,
  wholeNumber,
} from './errors.ts';
export { Expiry } from './expiry.ts';
export { Retry } from './retry.ts';
export { assertRoomId, notInRoom } from './room-id.ts';
export { serverClock } from './server-clock.ts';
export { LONGEST_TIMER_MS } from './timers.ts';
export { assertUserId } from './user-id.ts';
export { describe, sameStatus, statusOf, type UserStatus } from './user-status.ts';
