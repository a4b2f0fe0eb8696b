import { announcement, budgetUpdate, settingChange } from '@firebase-presence/contract';
import { type DatabaseRequest, sets, writes } from './database-request.ts';
import { ANEW } from './spent.ts';
import { idOf, NOW, placeOf } from './status-node.ts';

/*
 * The uid `hasOwnProperty`: Firebase's SDKs cannot read a list with a child of that name, so the rules refuse one in every list. A seat
 * needs a connection, and a typing mark needs a seat.
 */

const UID = 'hasOwnProperty';
const PURPOSE = { slot: '1f', roomSlot: 'b', seat: 'lobby/seat' };

export const unreadableUidRefused: DatabaseRequest[] = [
  {
    title: 'announce a connection',
    ...writes(announcement(placeOf(idOf('tab9'), '00', [], UID), [], NOW)),
  },
  { title: 'write the flat record', ...sets({ state: 'online', last_changed: NOW }, `status/${UID}`) },
  {
    title: 'turn invisible',
    ...writes(settingChange(UID, 'availability', { value: 'invisible', at: NOW }, NOW, null)),
  },
  { title: 'take a step of changes', ...writes(budgetUpdate(UID, 'changes', ANEW)) },
  { title: 'take a step of typing', ...writes(budgetUpdate(UID, 'typing', ANEW, PURPOSE)) },
].map((request) => ({ ...request, as: UID, title: `a user with the uid ${UID} cannot ${request.title}` }));
