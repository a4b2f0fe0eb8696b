import { closedPlaces, mixedUpdates, replacedParents } from './database-above.ts';
import { incomplete, unstamped } from './database-incomplete.ts';
import { malformed, malformedKeys } from './database-malformed.ts';
import type { DatabaseOperation, Ground } from './database-operation.ts';
import { forbiddenReads } from './database-reads.ts';
import { byDeletedAccounts, byStrangers } from './database-strangers.ts';
import { thoughtOut } from './database-thought-out.ts';

/** All operations that the rules of the Realtime Database must refuse. */
export function hostileOperations(ground: Ground): DatabaseOperation[] {
  const kinds = [
    ...[thoughtOut, forbiddenReads],
    ...[malformed, malformedKeys, unstamped, incomplete],
    ...[byStrangers, byDeletedAccounts],
    ...[replacedParents, closedPlaces, mixedUpdates],
  ];
  return kinds.flatMap((kind) => kind(ground));
}
