/**
 * Code that all other folders use. It does not depend on a signed-in user.
 */
export { assertAvailability, type CustomStatusInput, storedCustomStatus } from './choices.ts';
export { chunksOf } from './chunks.ts';
export { type CustomStatus, customStatusOf } from './custom-status.ts';
export { serverDate, toServerTime } from './dates.ts';
export {
  databaseError,
  errorReporter,
  invalidArgument,
  isRefusal,
  isTermination,
  messageOf,
  PresenceError,
  type PresenceErrorCode,
  stopped,
  watchOnly,
  wholeNumber,
} from './errors.ts';
export { ExpiryTimer } from './expiry.ts';
export { ObservableValue } from './observable-value.ts';
export { Retry } from './retry.ts';
export { assertRoomId, notInRoom } from './room-id.ts';
export { serverClock } from './server-clock.ts';
export { LONGEST_TIMER_MS } from './timers.ts';
export { assertUserId } from './user-id.ts';
export { readUserStatus, sameStatus, toUserStatus, type UserStatus } from './user-status.ts';
