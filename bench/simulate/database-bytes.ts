import { assumed } from './assumptions.ts';
import type { Month } from './month.ts';
import { type EventCost, SECONDS_PER_MONTH, type Ticks, ticksOf } from './usage.ts';

/** What happens in a month beside the events of the users. */
export interface Upkeep {
  /** How many instances of functions start. Each opens a connection to each database instance. */
  readonly starts: number;
  /** How often the schedule runs, in each database instance. */
  readonly schedule: number;
  readonly repairs: number;
  /** How many instances handle the events on average. */
  readonly eventInstances: number;
}

/** The bytes for each purpose that the Realtime Database sends in a month. */
export interface DatabaseBytes {
  readonly connecting: number;
  readonly clients: number;
  readonly renewals: number;
  readonly functions: number;
  /** New connections of the functions for REST. */
  readonly rest: number;
  readonly ticks: number;
  readonly starts: number;
  readonly repairs: number;
  readonly watchers: number;
}

export function databaseBytes(month: Month, upkeep: Upkeep): number {
  return Object.values(databaseBytesFor(month, upkeep)).reduce((sum: number, bytes: number) => sum + bytes, 0);
}

export function databaseBytesFor({ app, costs, usage, target }: Month, upkeep: Upkeep): DatabaseBytes {
  const { sessions, renewals, instances, averageConnections } = usage;
  const { signIn, close, renewal, emptyTick } = costs;
  const connection = assumed('handshakeBytes') + assumed('upgradeBytes');
  const isInDatabase = target !== 'firestore';
  const ticks = ticksOf(usage, target);
  return {
    connecting: sessions * connection,
    clients: sessions * (toClient(signIn) + assumed('tokenBytes') + toClient(close)),
    renewals: renewals * toClient(renewal),
    functions:
      sessions *
      (toFunction(withoutConflict(signIn), 0, isInDatabase) + toFunction(close, assumed('tickReads'), isInDatabase)),
    rest: isInDatabase ? restConnections(sessions, ticks, upkeep) * assumed('handshakeBytes') : 0,
    ticks:
      (ticks.count + upkeep.schedule * instances) * framed(emptyTick.bytes, emptyTick.messages) +
      ticks.settling * framed(assumed('pageBytes'), assumed('pageMessages')),
    starts: upkeep.starts * instances * (connection + assumed('greetingBytes')),
    repairs:
      upkeep.repairs * (app.users * assumed('repairNodeBytes') + averageConnections * assumed('repairOnlineBytes')),
    watchers: isInDatabase ? toWatchers(app.contacts * sessions, usage) : 0,
  };
}

/**
 * The further bytes if the contacts of each user are spread over all instances. A client then connects to each instance that holds one of
 * them, in each session.
 */
export function spreadContactsBytes({ app: { contacts }, usage: { sessions, instances } }: Month): number {
  const others = (instances - 1) * (1 - (1 - 1 / instances) ** contacts);
  const connection = assumed('handshakeBytes') + assumed('upgradeBytes') + assumed('furtherConnectionBytes');
  return sessions * others * connection;
}

function toClient({ clientBytes, clientMessages }: EventCost): number {
  return framed(clientBytes, clientMessages);
}

/**
 * In Firestore, the client and the function both write at a sign-in. If both do so at the same moment, the function reads twice. In the
 * Realtime Database only the functions write, so it reads once.
 */
function withoutConflict(signIn: EventCost): EventCost {
  return { ...signIn, statusReads: Math.min(1, signIn.statusReads) };
}

/** The functions read and write a status in the Realtime Database over REST. */
function toFunction(
  { functionBytes, functionMessages, statusReads, statusWrites }: EventCost,
  furtherReads: number,
  overRest: boolean,
): number {
  const answers = (statusReads + furtherReads) * assumed('restReadBytes') + statusWrites * assumed('restWriteBytes');
  return framed(functionBytes, functionMessages) + (overRest ? answers : 0);
}

/** The first request after a pause opens a connection: the one for a user who comes, and the first one of a tick that settles users. */
function restConnections(sessions: number, { settling }: Ticks, { eventInstances }: Upkeep): number {
  const afterPause = (runs: number, workers: number): number =>
    runs * Math.exp((-runs / workers / SECONDS_PER_MONTH) * assumed('restIdleSeconds'));
  return afterPause(sessions, Math.max(1, eventInstances)) + afterPause(settling, 1);
}

function toWatchers(listeners: number, { sessions, notices, listEntries, listNotices }: Month['usage']): number {
  const change = framed(assumed('statusBytes'), 1);
  const answer = framed(assumed('listenBytes'), 1);
  return (
    sessions * (framed(assumed('targetsBytes'), 1) + answer) +
    listeners * (change + answer) +
    (notices + listNotices) * change +
    listEntries * assumed('listEntryBytes')
  );
}

function framed(bytes: number, messages: number): number {
  return bytes + messages * assumed('framingBytes');
}
