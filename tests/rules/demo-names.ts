import { deleteField } from 'firebase/firestore';
import { type DocumentRequest, sets } from './status-document.ts';

/*
 * The names of the users of the demo.
 */

const PLACE = 'demo_names/alice';

export const namesAllowed: DocumentRequest[] = [
  { title: 'the demo gives a user a name', ...sets({ name: 'Alice', simulated: false }, PLACE) },
  {
    title: 'the demo gives a user a name of 40 characters',
    ...sets({ name: 'x'.repeat(40), simulated: false }, PLACE),
  },
  { title: 'the demo marks a user as simulated', ...sets({ name: 'Mei', simulated: true }, PLACE) },
  {
    title: 'the demo changes a name',
    asks: async (db) => {
      await db.doc(PLACE).set({ name: 'Alice', simulated: false });
      await db.doc(PLACE).update({ name: 'Alicia' });
    },
  },
  { title: 'a user reads the name of another user in the demo', as: 'bob', asks: (db) => db.doc(PLACE).get() },
];

export const namesRefused: DocumentRequest[] = [
  {
    title: 'a signed-out client cannot write a name of the demo',
    as: null,
    ...sets({ name: 'Alice', simulated: false }, PLACE),
  },
  {
    title: 'a user cannot write the name of another user of the demo',
    as: 'bob',
    ...sets({ name: 'Alice', simulated: false }, PLACE),
  },
  { title: 'a signed-out client cannot read a name of the demo', as: null, asks: (db) => db.doc(PLACE).get() },
  { title: 'the demo rejects an empty name', ...sets({ name: '', simulated: false }, PLACE) },
  { title: 'the demo rejects a name of 41 characters', ...sets({ name: 'x'.repeat(41), simulated: false }, PLACE) },
  { title: 'the demo rejects a name that is a list', ...sets({ name: ['Alice'], simulated: false }, PLACE) },
  {
    title: 'the demo rejects fields beside the name',
    ...sets({ name: 'Alice', simulated: false, admin: true }, PLACE),
  },
  { title: 'the demo rejects a mark that is no boolean', ...sets({ name: 'Mei', simulated: 'yes' }, PLACE) },
  { title: 'the demo rejects a name without a mark', ...sets({ name: 'Mei' }, PLACE) },
  {
    title: 'the demo cannot remove a name',
    asks: async (db) => {
      await db.doc(PLACE).set({ name: 'Alice', simulated: false });
      await db.doc(PLACE).update({ name: deleteField() });
    },
  },
];
