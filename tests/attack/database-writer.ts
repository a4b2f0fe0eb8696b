import type { Values } from '../rules/status-node.ts';
import { armsSet, armsUpdate, calls, type DatabaseOperation, sets, updates, writesOf } from './database-operation.ts';
import { nameOf, type Place, pathFor } from './database-places.ts';
import { ALICE, COMPANIONS, type Party } from './examples.ts';

type Asks = Pick<DatabaseOperation, 'asks'>;

/** The ways to write a place, each together with the other writes that the rules require. */
export interface Writer {
  /** Writes the whole place, or a path below it. */
  sets: (value: unknown, below?: string) => Asks;
  puts: (value: unknown, below?: string) => Asks;
  armsSet: (value: unknown, below?: string) => Asks;
  /** Writes some paths below the place. */
  updates: (values: Values) => Asks;
  armsUpdate: (values: Values) => Asks;
}

export function writerOf(roots: readonly Place[], root: Place, party: Party = ALICE): Writer {
  const path = pathFor(root.path, party);
  const beside = companionsOf(roots, root, party);
  return Object.keys(beside).length === 0 ? writerAlone(path) : writerBeside(path, beside);
}

function writerAlone(path: string): Writer {
  return {
    sets: (value, below) => sets(join(path, below), value),
    puts: (value, below) => calls('PUT', join(path, below), value),
    armsSet: (value, below) => armsSet(join(path, below), value),
    updates: (values) => updates(path, values),
    armsUpdate: (values) => armsUpdate(path, values),
  };
}

function writerBeside(path: string, beside: Values): Writer {
  const all = (values: Values): Values => ({ ...beside, ...prefixed(path, values) });
  return {
    sets: (value, below = '') => updates('/', all({ [below]: value })),
    puts: (value, below = '') => calls('PATCH', '/', all({ [below]: value })),
    armsSet: (value, below = '') => armsUpdate('/', all({ [below]: value })),
    updates: (values) => updates('/', all(values)),
    armsUpdate: (values) => armsUpdate('/', all(values)),
  };
}

function companionsOf(roots: readonly Place[], root: Place, party: Party): Values {
  const names = COMPANIONS[nameOf(root)] ?? [];
  return writesOf(
    roots.filter((other) => names.includes(nameOf(other))),
    party,
  );
}

function prefixed(path: string, values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([below, value]) => [join(path, below), value]));
}

function join(path: string, below = ''): string {
  return below === '' ? path : `${path}/${below}`;
}
