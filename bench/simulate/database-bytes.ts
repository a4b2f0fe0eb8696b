import { assumed } from './assumptions.ts';
import type { Month } from './month.ts';
import type { EventCost } from './usage.ts';

/** What happens in a month beside the events of the users. */
export interface Upkeep {
  /** How many instances of functions start. Each opens a connection to each database instance. */
  readonly starts: number;
  /** How often the schedule runs, in each database instance. */
  readonly schedule: number;
  readonly repairs: number;
}

/** The bytes for each purpose that the Realtime Database sends in a month. */
export interface DatabaseBytes {
  readonly connecting: number;
  readonly clients: number;
  readonly renewals: number;
  readonly functions: number;
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
  return {
    connecting: sessions * connection,
    clients: sessions * (toClient(signIn) + toClient(close)),
    renewals: renewals * toClient(renewal),
    functions: sessions * (toFunction(signIn, isInDatabase) + toFunction(close, isInDatabase)),
    ticks: (usage.ticks + upkeep.schedule * instances) * framed(emptyTick.bytes, emptyTick.messages),
    starts: upkeep.starts * instances * (connection + assumed('greetingBytes')),
    repairs:
      upkeep.repairs * (app.users * assumed('repairNodeBytes') + averageConnections * assumed('repairOnlineBytes')),
    watchers: isInDatabase ? toWatchers(app.contacts * sessions, usage) : 0,
  };
}

function toClient({ clientBytes, clientMessages }: EventCost): number {
  return framed(clientBytes, clientMessages);
}

/** The functions read and write a status in the Realtime Database over REST. */
function toFunction(
  { functionBytes, functionMessages, statusReads, statusWrites }: EventCost,
  overRest: boolean,
): number {
  const answers = overRest ? statusReads + statusWrites : 0;
  return framed(functionBytes, functionMessages) + answers * assumed('restBytes');
}

function toWatchers(listeners: number, { notices, listEntries, listNotices }: Month['usage']): number {
  const change = framed(assumed('statusBytes'), 1);
  return (
    listeners * (change + framed(assumed('listenBytes'), 1)) +
    (notices + listNotices) * change +
    listEntries * assumed('listEntryBytes')
  );
}

function framed(bytes: number, messages: number): number {
  return bytes + messages * assumed('framingBytes');
}
