import { budgetsAllowed } from '../rules/budget-requests.ts';
import { leasesAllowed } from '../rules/lease-requests.ts';
import { publicStatusesAllowed } from '../rules/public-status-requests.ts';
import { roomsAllowed } from '../rules/rooms-allowed.ts';
import { settingsAllowed } from '../rules/settings-requests.ts';
import { leases, NODE } from '../rules/status-node.ts';
import { connections, documented, otherWays, reading } from '../rules/status-node-allowed.ts';
import { type DatabaseOperation, type Ground, put, updates, writesOf } from './database-operation.ts';
import { exampleFor, leafExamples, type Place, pathFor, readers, withAllBelow } from './database-places.ts';
import { writerOf } from './database-writer.ts';
import { ALICE, BOB, partyOf } from './examples.ts';
import { mentions } from './expressions.ts';

/** Operations of this package's client and of a documentation-style client, and writes of all examples. */
export function legitimateOperations(ground: Ground): DatabaseOperation[] {
  return [...fromTheTests(), ...everythingAtOnce(ground), ...oneByOne(ground), ...reads(ground)];
}

function fromTheTests(): DatabaseOperation[] {
  const nodes = [...reading, ...documented, ...connections, ...otherWays].map((request) => ({
    ...request,
    initial: request.initial === undefined ? leases : { ...leases, [NODE]: request.initial },
  }));
  return [
    ...nodes,
    ...leasesAllowed,
    ...budgetsAllowed,
    ...settingsAllowed,
    ...roomsAllowed,
    ...publicStatusesAllowed,
  ].map(({ title, as = ALICE.uid, initial = {}, asks }) => ({
    title,
    as,
    initial,
    asks: ({ database }) => asks(database),
  }));
}

const GUEST = partyOf('guest');

function everythingAtOnce({ roots, nothing, everything }: Ground): DatabaseOperation[] {
  return [ALICE, GUEST].flatMap((party) =>
    [nothing, everything].map((initial) => ({
      title: `${party.uid} writes every place that the rules name`,
      as: party.uid,
      initial,
      ...updates('/', writesOf(roots, party)),
    })),
  );
}

/** Writes each place alone, and each further value of a leaf. */
function oneByOne({ roots, everything }: Ground): DatabaseOperation[] {
  return roots.flatMap((root) => {
    const path = pathFor(root.path, ALICE);
    const writer = writerOf(roots, root);
    const whole = exampleFor(root, ALICE);
    const variants = withAllBelow(root).flatMap((place) =>
      otherValues(place).map((value) => put(whole, inside(root, place), value)),
    );
    return [whole, ...variants].map((value) => ({
      title: `alice writes /${path} as ${JSON.stringify(value)}`,
      as: ALICE.uid,
      initial: everything,
      ...writer.sets(value),
    }));
  });
}

function inside(root: Place, place: Place): string[] {
  return place.path.slice(root.path.length).map((key) => pathFor([key], ALICE));
}

function otherValues(place: Place): unknown[] {
  return place.below.length > 0
    ? []
    : leafExamples(place)
        .slice(1)
        .map((example) => example(ALICE));
}

function reads({ root, everything }: Ground): DatabaseOperation[] {
  return withAllBelow(root).flatMap((place) =>
    allowedReaders(place).map((as) => ({
      title: `${as} reads /${place.path.join('/')}`,
      as,
      initial: everything,
      asks: ({ database }) => database.ref(pathFor(place.path, ALICE)).get(),
    })),
  );
}

/** Leaves out places that can be read only by certain queries. The tests of the rules contain these. */
function allowedReaders(place: Place): string[] {
  if (place.read !== undefined && mentions(place.read, 'query')) return [];
  switch (readers(place)) {
    case 'none':
      return [];
    case 'owner':
      return [ALICE.uid];
    case 'all':
      return [ALICE.uid, BOB.uid];
  }
}
