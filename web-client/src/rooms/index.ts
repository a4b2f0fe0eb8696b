/**
 * Rooms. Read the files in this order:
 *
 *   room.ts         join, leave, change the member data
 *   membership.ts   keeps this client in a room over lost connections
 *   watch-room.ts   the members and the occupancy
 *   typing.ts       who types; typing-users.ts ends the typing of others; typing-writer.ts writes the typing of this user
 */
export { memberJson } from './member-data.ts';
export { type Member, type Members, membersSince, noMembers } from './members.ts';
export { getRoom, joinRoom, leaveRoom, type Room, setMemberData } from './room.ts';
export { notifyTyping, onTypingChanged, stopTyping } from './typing.ts';
export { onMembersChanged, onOccupancyChanged } from './watch-room.ts';
