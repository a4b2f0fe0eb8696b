'use client';

/**
 * React bindings: hooks and three components.
 *
 *   context.tsx       the app's presence, for all below
 *   use-listener.ts   the base of all hooks: a listener of firebase-presence as an external store of React
 *   use-….ts          one hook in each file
 *   join-while-mounted.ts   joins a room while a component is mounted
 *   …tsx, words.ts    a dot with words, the users who type, a stack of avatars
 */
export { type AvatarPerson, AvatarStack, type AvatarStackProps } from './avatar-stack.tsx';
export { PresenceProvider, usePresence } from './context.tsx';
export { TypingIndicator, type TypingIndicatorProps } from './typing-indicator.tsx';
export { useLastSeen } from './use-last-seen.ts';
export { type MyPresence, useMyPresence } from './use-my-presence.ts';
export { useOnlineCount } from './use-online-count.ts';
export { useOnlineUsers } from './use-online-users.ts';
export { type JoinedRoom, useRoom } from './use-room.ts';
export { useStatus } from './use-status.ts';
export { useStatuses } from './use-statuses.ts';
export { type Typing, useTyping } from './use-typing.ts';
export { UserPresence, type UserPresenceProps } from './user-presence.tsx';
export type { PresenceWords } from './words.ts';
