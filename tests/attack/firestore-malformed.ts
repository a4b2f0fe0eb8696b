import { arrayUnion, deleteField, increment } from 'firebase/firestore';
import type { Fields } from '../rules/status-document.ts';
import { ALICE } from './examples.ts';
import {
  batches,
  type DocumentOperation,
  everything,
  merges,
  NOTHING,
  sets,
  transacts,
  updates,
} from './firestore-operation.ts';
import { type DocumentPlace, documentPath } from './firestore-places.ts';

/** A field with a wrong value. */
interface Fault {
  what: string;
  field: string;
  value: (now: number) => unknown;
}

/** The owner's own document with one wrong field each, in every way to write it. */
export function malformedDocuments(places: DocumentPlace[]): DocumentOperation[] {
  return places.flatMap((place) => faultsOf(place).flatMap((fault) => waysToWrite(place, places, fault)));
}

function waysToWrite(
  place: DocumentPlace,
  places: DocumentPlace[],
  { what, field, value }: Fault,
): DocumentOperation[] {
  const path = documentPath(place);
  const initial = everything(places);
  const fields = (now: number): Fields => ({ ...place.example.creates(now), [field]: value(now) });
  const right = Object.fromEntries(
    places.filter((other) => other !== place).map((other) => [documentPath(other), other.example.creates]),
  );
  return [
    { how: 'in a new document', initial: NOTHING, ...sets(path, fields) },
    { how: 'in a new document, with a merge', initial: NOTHING, ...merges(path, fields) },
    { how: 'in a batch with valid documents', initial: NOTHING, ...batches(right, path, fields) },
    { how: 'in an existing document', initial, ...sets(path, fields) },
    { how: 'in an existing document, with a merge', initial, ...merges(path, fields) },
    { how: 'in an existing document, with an update', initial, ...updates(path, fields) },
    { how: 'in an existing document, in a transaction', initial, ...transacts(path, fields) },
  ].map(({ how, ...operation }) => ({ title: `${path}: ${field} is ${what}, ${how}`, as: ALICE.uid, ...operation }));
}

function faultsOf(place: DocumentPlace): Fault[] {
  const example = place.example.creates(0);
  const known = Object.entries(example).flatMap(([field, value]) => [
    ...wrongTypes(field, value),
    ...(typeof value === 'string' ? wrongTexts(place, field) : []),
    ...(value instanceof Date ? wrongTimes(place, field) : []),
  ]);
  const unknown = ['unknown', 'constructor', `${Object.keys(example)[0]}x`].map((field) => ({
    what: 'there',
    field,
    value: () => 1,
  }));
  return [...known, ...unknown, { what: 'there, and null', field: 'unknown', value: () => null }];
}

function wrongTypes(field: string, right: unknown): Fault[] {
  const values: Record<string, unknown> = {
    ...(typeof right === 'string' ? { 'a time': new Date() } : { 'a text': new Date().toISOString() }),
    ...(typeof right === 'number' ? {} : { 'a number': Date.now() }),
    ...(typeof right === 'boolean' ? {} : { 'a boolean': true }),
    ...{ null: null, 'a list of the valid value': [right], 'an object with the valid value': { below: right } },
    ...{ 'the result of an increment': increment(1), 'the result of a union': arrayUnion(right) },
  };
  return Object.entries(values).map(([what, value]) => ({ what, field, value: () => value }));
}

function wrongTexts({ longest, shortest, words }: DocumentPlace, field: string): Fault[] {
  const limit = longest.get(field);
  const [word] = words.get(field) ?? [];
  const texts: Record<string, string> = {
    'an oversized text': 'x'.repeat(100_000),
    ...(limit === undefined ? {} : { 'a text one character too long': 'x'.repeat(limit + 1) }),
    ...(shortest.has(field) || word !== undefined ? { 'an empty text': '' } : {}),
    ...(word === undefined
      ? {}
      : { 'an unknown word': 'unknown', 'in capitals': word.toUpperCase(), padded: `${word} ` }),
  };
  return Object.entries(texts).map(([what, text]) => ({ what, field, value: () => text }));
}

function wrongTimes({ window: { past, future } }: DocumentPlace, field: string): Fault[] {
  // More than the delay of a request on a busy machine.
  const margin = 10;
  return [
    { what: 'too long ago', field, value: (now) => new Date(now - (past + margin) * 1000) },
    { what: 'too far ahead', field, value: (now) => new Date(now + (future + margin) * 1000) },
    { what: 'in a day', field, value: (now) => new Date(now + 86_400_000) },
    { what: 'in the year 1970', field, value: () => new Date(0) },
    { what: 'before 1970', field, value: () => new Date(-1000) },
    { what: 'in the year 9999', field, value: () => new Date('9999-12-31T23:59:59Z') },
  ];
}

/** Writes without a field, and writes that delete a field. */
export function incompleteDocuments(places: DocumentPlace[]): DocumentOperation[] {
  const initial = everything(places);
  return places.flatMap((place) => {
    const path = documentPath(place);
    return Object.keys(place.example.creates(0)).flatMap((field) => {
      const without = (now: number): Fields =>
        Object.fromEntries(Object.entries(place.example.creates(now)).filter(([name]) => name !== field));
      return [
        { how: 'is written without', initial: NOTHING, ...sets(path, without) },
        { how: 'is overwritten without', initial, ...sets(path, without) },
        { how: 'loses', initial, ...updates(path, () => ({ [field]: deleteField() })) },
        {
          how: 'is merged and loses',
          initial,
          ...merges(path, (now) => ({ ...without(now), [field]: deleteField() })),
        },
      ].map(({ how, ...operation }) => ({ title: `${path} ${how} ${field}`, as: ALICE.uid, ...operation }));
    });
  });
}
