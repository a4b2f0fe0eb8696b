import {
  announcement,
  type ConnectionPlace,
  joining,
  keyPress,
  LEASE_SLOTS,
  type MultiPathUpdate,
  ROOM_SLOTS,
  type Seat,
  settingChange,
  statusPath,
} from '@firebase-presence/contract';
import { MORE } from '../rules/spent.ts';
import type { AccountLimits } from './account-limits.ts';
import { NOW } from './examples.ts';

/** One code unit of three bytes in UTF-8, the most bytes that a code unit can have. */
const WIDE = '語';

/** The longest uid that Firebase Authentication allows, in bytes. */
export const LONGEST_UID = WIDE.repeat(128);

/** How long after the write the custom status expires. */
const DAY = 86_400_000;

/** The writes that fill an account, each with at most one budget step. */
export function fillingWrites(limits: AccountLimits, uid: string): MultiPathUpdate[] {
  const places = LEASE_SLOTS.map((slot) => placeIn(limits, uid, slot));
  return [
    ...places.map((place) => announcement(place, [], NOW, true)),
    ...settings(limits, uid),
    // Seats come last, so the last budget step names a seat.
    ...places.flatMap((place) => ROOM_SLOTS.map((roomSlot) => taking(limits, place, seatIn(limits, place, roomSlot)))),
    {
      [`${statusPath(uid)}/state`]: 'offline',
      [`${statusPath(uid)}/last_changed`]: NOW,
      [`${statusPath(uid)}/left_at`]: NOW,
    },
  ];
}

export function placeIn(limits: AccountLimits, uid: string, slot: string): ConnectionPlace {
  return { uid, slot, id: idOf(limits, `tab${slot}`), seats: [] };
}

/** Takes a seat and types in it. */
export function taking(limits: AccountLimits, place: ConnectionPlace, seat: Seat): MultiPathUpdate {
  const data = 'x'.repeat(most(limits.memberData));
  return { ...joining(place, seat, { joined_at: NOW, data }, MORE), ...keyPress(place.uid, seat, NOW, MORE) };
}

export function seatIn(limits: AccountLimits, { slot }: ConnectionPlace, roomSlot: string): Seat {
  const name = `${slot}-${roomSlot}-`;
  return { roomSlot, roomId: name.padEnd(most(limits.roomId), 'x'), seat: idOf(limits, name) };
}

export function idOf({ id }: AccountLimits, name: string): string {
  return name.padEnd(id, '-');
}

export function most(lengths: readonly number[]): number {
  return Math.max(...lengths);
}

function settings(limits: AccountLimits, uid: string): MultiPathUpdate[] {
  const custom = {
    text: WIDE.repeat(most(limits.customText)),
    emoji: WIDE.repeat(most(limits.customEmoji)),
    expires_at: Date.now() + DAY,
    at: NOW,
  };
  return [
    settingChange(uid, 'availability', { value: 'available', at: NOW }, NOW, MORE),
    settingChange(uid, 'custom', custom, NOW, MORE),
    settingChange(uid, 'last_seen', { hidden: false, at: NOW }, NOW, MORE),
  ];
}
