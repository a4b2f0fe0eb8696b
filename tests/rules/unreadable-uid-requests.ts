import { announcement, budgetUpdate, settingChange } from '@firebase-presence/contract';
import { type DatabaseRequest, sets, writes } from './database-request.ts';
import { ANEW } from './spent.ts';
import { idOf, NOW, placeOf } from './status-node.ts';

/*
 * Users for whom the functions can do nothing. The uid `hasOwnProperty`: Firebase's SDKs cannot read a list with a child of that name. A uid
 * of the form `__…__`: Firestore reserves such ids. So the rules refuse both in every list. A seat needs a connection, and a typing mark
 * needs a seat.
 */

const PURPOSE = { slot: '1f', roomSlot: 'b', seat: 'lobby/seat' };

const refusedTo = (uid: string): DatabaseRequest[] =>
  [
    {
      title: 'announce a connection',
      ...writes(announcement(placeOf(idOf('tab9'), '00', [], uid), [], NOW)),
    },
    { title: 'write the flat record', ...sets({ state: 'online', last_changed: NOW }, `status/${uid}`) },
    {
      title: 'turn invisible',
      ...writes(settingChange(uid, 'availability', { value: 'invisible', at: NOW }, NOW, null)),
    },
    { title: 'take a step of changes', ...writes(budgetUpdate(uid, 'changes', ANEW)) },
    { title: 'take a step of typing', ...writes(budgetUpdate(uid, 'typing', ANEW, PURPOSE)) },
  ].map((request) => ({ ...request, as: uid, title: `a user with the uid ${uid} cannot ${request.title}` }));

export const unreadableUidRefused: DatabaseRequest[] = ['hasOwnProperty', '__proto__', '____'].flatMap(refusedTo);
