import { deleteField } from 'firebase/firestore';
import { type DocumentRequest, sets } from './status-document.ts';

/*
 * The names on the demo's page.
 */

const PLACE = 'demo_names/alice';

export const namesAllowed: DocumentRequest[] = [
  { title: 'the demo gives a person a name', ...sets({ name: 'Alice' }, PLACE) },
  { title: 'the demo gives a person a name of 40 characters', ...sets({ name: 'x'.repeat(40) }, PLACE) },
  {
    title: 'the demo changes a name',
    asks: async (db) => {
      await db.doc(PLACE).set({ name: 'Alice' });
      await db.doc(PLACE).update({ name: 'Alicia' });
    },
  },
  { title: 'the demo reads the name of another', as: 'bob', asks: (db) => db.doc(PLACE).get() },
];

export const namesRefused: DocumentRequest[] = [
  { title: 'the demo gives nobody a name while signed out', as: null, ...sets({ name: 'Alice' }, PLACE) },
  { title: 'the demo gives nobody the name of another', as: 'bob', ...sets({ name: 'Alice' }, PLACE) },
  { title: 'the demo reads no name while signed out', as: null, asks: (db) => db.doc(PLACE).get() },
  { title: 'the demo refuses an empty name', ...sets({ name: '' }, PLACE) },
  { title: 'the demo refuses a name of 41 characters', ...sets({ name: 'x'.repeat(41) }, PLACE) },
  { title: 'the demo refuses a name that is a list', ...sets({ name: ['Alice'] }, PLACE) },
  { title: 'the demo refuses more than a name', ...sets({ name: 'Alice', admin: true }, PLACE) },
  {
    title: 'the demo removes no name',
    asks: async (db) => {
      await db.doc(PLACE).set({ name: 'Alice' });
      await db.doc(PLACE).update({ name: deleteField() });
    },
  },
];
