import { announcement, LEASE_SLOTS, leasePath, type MultiPathUpdate, settingChange } from '@firebase-presence/contract';
import { MORE } from '../rules/spent.ts';
import type { AccountLimits } from './account-limits.ts';
import { idOf, most, placeIn, seatIn, taking } from './account-size.ts';
import { NOW } from './examples.ts';

const WIDE = '語';

/** Writes that the rules must refuse for a full account, by their description: one more of something, or one more code unit. */
export function oneMore(limits: AccountLimits, uid: string): Record<string, MultiPathUpdate> {
  return {
    ...moreConnections(limits, uid),
    ...moreRooms(limits, uid),
    ...moreData(limits, uid),
    ...longerRoomIds(limits, uid),
    ...moreSettings(limits, uid),
    ...elsewhere(uid),
  };
}

function moreConnections(limits: AccountLimits, uid: string): Record<string, MultiPathUpdate> {
  const slots = [...LEASE_SLOTS, '20', 'ff'];
  const id = idOf(limits, 'another');
  return Object.fromEntries(
    slots.map((slot) => [`a 33rd connection in slot ${slot}`, announcement({ uid, slot, id, seats: [] }, [], NOW)]),
  );
}

function moreRooms(limits: AccountLimits, uid: string): Record<string, MultiPathUpdate> {
  const place = placeIn(limits, uid, '00');
  return Object.fromEntries(
    ['0', 'b', 'c', 'd'].map((roomSlot) => [
      `a 13th room in room slot ${roomSlot}`,
      taking(limits, place, { ...seatIn(limits, place, 'more'), roomSlot }),
    ]),
  );
}

function moreData(limits: AccountLimits, uid: string): Record<string, MultiPathUpdate> {
  const [wide = 0, ascii = 0] = limits.memberData;
  const place = placeIn(limits, uid, '00');
  const seat = seatIn(limits, place, '0');
  const path = `presence/rooms/${seat.roomId}/${uid}/${seat.seat}`;
  const withData = (data: string) => ({ ...taking(limits, place, seat), [path]: { joined_at: NOW, data } });
  return {
    'longer ASCII data of a member': withData('x'.repeat(ascii + 1)),
    'longer data of a member': withData(WIDE.repeat(wide + 1)),
  };
}

/** Uses the room slot that the test has freed. */
function longerRoomIds(limits: AccountLimits, uid: string): Record<string, MultiPathUpdate> {
  const [wide = 0, ascii = 0] = limits.roomId;
  const place = placeIn(limits, uid, '1f');
  const named = (roomId: string) => taking(limits, place, { ...seatIn(limits, place, 'b'), roomId });
  return {
    'a longer ASCII id of a room': named('x'.repeat(ascii + 1)),
    'a longer id of a room': named(WIDE.repeat(wide + 1)),
  };
}

function moreSettings({ customText, customEmoji }: AccountLimits, uid: string): Record<string, MultiPathUpdate> {
  const customWith = (value: Record<string, unknown>) => settingChange(uid, 'custom', { ...value, at: NOW }, NOW, MORE);
  return {
    'a longer custom status': customWith({ text: WIDE.repeat(most(customText) + 1) }),
    'a longer emoji': customWith({ text: '', emoji: WIDE.repeat(most(customEmoji) + 1) }),
    'an unknown setting': { ...customWith({ text: '' }), [`presence/settings/${uid}/mood`]: 'good' },
  };
}

function elsewhere(uid: string): Record<string, MultiPathUpdate> {
  const lease = leasePath(uid, '00');
  return {
    'a priority': { [`${lease}/at`]: { '.value': NOW, '.priority': 'x' } },
    'another field of a lease': { [`${lease}/at`]: NOW, [`${lease}/more`]: 1 },
    'another field of the record': { [`status/${uid}/more`]: 1, [`status/${uid}/last_changed`]: NOW },
    'another budget': { [`presence/budget/${uid}/more`]: 1 },
    'a place with the name of the user': { [`presence/${uid}`]: 1 },
  };
}
