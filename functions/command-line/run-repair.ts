import { readTargets, TARGETS_PATH, type Targets } from '@firebase-presence/contract';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { type Instance, instancesOf } from '../src/databases.ts';
import { repair } from '../src/repair.ts';
import type { RepairReport } from '../src/repair-report.ts';
import { restOf } from '../src/rest.ts';
import { shallowKeysOf } from '../src/shallow.ts';
import { endFlatRecords } from './flat-records.ts';

export interface RepairCommand {
  projectId: string;
  /** The instances of the Realtime Database; empty for the default one. */
  databaseUrls: readonly string[];
  firestoreDatabase: string;
  collection: string;
  dryRun: boolean;
  /** First takes users offline whom only a documentation-style client keeps online. */
  endsFlatRecords: boolean;
  /** How many documents or nodes one query reads. */
  batch: number;
}

export interface RepairResult extends RepairReport {
  /** The users whose flat records were ended; null if that was not asked. */
  flatRecords: string[] | null;
}

/** Repairs a project from outside, with the credentials of the Admin SDK. */
export async function runRepair(command: RepairCommand): Promise<RepairResult> {
  const { projectId, collection, dryRun, batch } = command;
  const app = initializeApp({ projectId, databaseURL: `https://${projectId}-default-rtdb.firebaseio.com` });
  const instances = instancesOf(app, command.databaseUrls.join(','));
  const flatRecords = command.endsFlatRecords ? await endFlatRecords({ instances, dryRun, batch }) : null;
  const report = await repair({
    instances,
    firestore: getFirestore(app, command.firestoreDatabase),
    collection,
    targets: await targetsIn(instances),
    shallowKeys: shallowKeysOf(app),
    rest: restOf(app),
    dryRun,
    batch,
  });
  // The connection of the Realtime Database would keep the process alive.
  for (const { database } of instances) database.goOffline();
  return { ...report, flatRecords };
}

/** Reads where the deployed functions write the statuses. */
async function targetsIn([instance]: Instance[]): Promise<Targets> {
  return readTargets((await instance?.root.child(TARGETS_PATH).get())?.val());
}

/** What the repair did, one fact a line. */
export function repairLines(result: RepairResult, dryRun: boolean): string[] {
  const { flatRecords, disagreements, checked, unleasedConnections, unleasedSeats, miscountedRooms } = result;
  return [
    ...(flatRecords ?? []).map((uid) => `${uid}: flat record online → offline`),
    ...(flatRecords === null ? [] : [`${flatRecords.length} flat records ${dryRun ? 'to end' : 'ended'}`]),
    ...disagreements.map(({ uid, target, was, is }) =>
      target === 'firestore'
        ? `${uid}: ${was ?? 'no document'} → ${is}`
        : `${uid}: ${was ?? 'no public status'} → ${is} in the Realtime Database`,
    ),
    `${unleasedConnections} connections and ${unleasedSeats} seats without a lease ${dryRun ? 'to remove' : 'removed'}`,
    `${miscountedRooms} rooms ${dryRun ? 'to count' : 'to be counted by the next tick'}`,
    `${checked} checked, ${disagreements.length} ${dryRun ? 'to repair' : 'repaired'}`,
  ];
}
