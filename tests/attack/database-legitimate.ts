import { budgetsAllowed } from '../rules/budget-requests.ts';
import { leasesAllowed } from '../rules/lease-requests.ts';
import { roomsAllowed } from '../rules/room-requests.ts';
import { settingsAllowed } from '../rules/settings-requests.ts';
import { leases, NODE } from '../rules/status-node.ts';
import { connections, documented, otherWays, reading } from '../rules/status-node-allowed.ts';
import { type DatabaseOperation, type Ground, put, updates, writesOf } from './database-operation.ts';
import { exampleFor, leafExamples, type Place, pathFor, readers, withAllBelow } from './database-places.ts';
import { writerOf } from './database-writer.ts';
import { ALICE, BOB, partyOf } from './examples.ts';

/** What the SDK and a documentation-style client do, and what the examples say may be written. */
export function legitimateOperations(ground: Ground): DatabaseOperation[] {
  return [...fromTheTests(), ...everythingAtOnce(ground), ...oneByOne(ground), ...reads(ground)];
}

function fromTheTests(): DatabaseOperation[] {
  const nodes = [...reading, ...documented, ...connections, ...otherWays].map((request) => ({
    ...request,
    stands: request.stands === undefined ? leases : { ...leases, [NODE]: request.stands },
  }));
  return [...nodes, ...leasesAllowed, ...budgetsAllowed, ...settingsAllowed, ...roomsAllowed].map(
    ({ title, as = ALICE.uid, stands = {}, asks }) => ({
      title,
      as,
      stands,
      asks: ({ database }) => asks(database),
    }),
  );
}

const GUEST = partyOf('guest');

function everythingAtOnce({ roots, nothing, everything }: Ground): DatabaseOperation[] {
  return [ALICE, GUEST].flatMap((party) =>
    [nothing, everything].map((stands) => ({
      title: `${party.uid} writes all that the rules know`,
      as: party.uid,
      stands,
      ...updates('/', writesOf(roots, party)),
    })),
  );
}

/** Each place alone, and each other value that a leaf may have. */
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
      stands: everything,
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
    whoReads(place).map((as) => ({
      title: `${as} reads /${place.path.join('/')}`,
      as,
      stands: everything,
      asks: ({ database }) => database.ref(pathFor(place.path, ALICE)).get(),
    })),
  );
}

function whoReads(place: Place): string[] {
  switch (readers(place)) {
    case 'nobody':
      return [];
    case 'owner':
      return [ALICE.uid];
    case 'everybody':
      return [ALICE.uid, BOB.uid];
  }
}
