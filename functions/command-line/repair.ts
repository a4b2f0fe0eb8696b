import { parseArgs } from 'node:util';
import { DEFAULT_COLLECTION, DEFAULT_FIRESTORE_DATABASE } from '@firebase-presence/contract';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { instancesOf } from '../src/databases.ts';
import { repair } from '../src/repair.ts';
import { shallowKeysOf } from '../src/shallow.ts';
import { endFlatRecords } from './flat-records.ts';

const USAGE = `Usage: npm run repair -- --project <id> [options]

Finds and corrects: status documents that differ from the Realtime Database, connections and seats in rooms that no lease names, and
wrong occupancies.

  --dry-run               prints what is wrong, and writes nothing
  --end-flat-records      first sets the flat records of documentation-style clients to offline;
                          use it when no such client runs any more
  --project <id>          the Firebase project; default: the variable GCLOUD_PROJECT
  --database-url <url>    a Realtime Database instance that holds users; repeat it for each instance.
                          default: https://<project>-default-rtdb.firebaseio.com
  --firestore-database <id>  the Firestore database that holds the collection; default: ${DEFAULT_FIRESTORE_DATABASE}
  --collection <path>     default: ${DEFAULT_COLLECTION}
  --batch <n>             how many documents or nodes one query reads; default: 200

Signs in as the Firebase Admin SDK does: with GOOGLE_APPLICATION_CREDENTIALS, or with gcloud auth application-default login.`;

const { values } = parseArgs({
  options: {
    'dry-run': { type: 'boolean', default: false },
    'end-flat-records': { type: 'boolean', default: false },
    project: { type: 'string', default: process.env.GCLOUD_PROJECT ?? '' },
    'database-url': { type: 'string', multiple: true, default: [] },
    'firestore-database': { type: 'string', default: DEFAULT_FIRESTORE_DATABASE },
    collection: { type: 'string', default: DEFAULT_COLLECTION },
    batch: { type: 'string', default: '200' },
    help: { type: 'boolean', default: false },
  },
});

const batch = Number(values.batch);
const problem = problemOfOptions();
if (values.help) {
  console.log(USAGE);
} else if (problem !== null) {
  console.error(`${problem}\n\n${USAGE}`);
  process.exitCode = 1;
} else {
  await run();
}

function problemOfOptions(): string | null {
  if (values.project === '') return 'The option --project is missing. Pass the id of the Firebase project.';
  if (Number.isSafeInteger(batch) && batch > 0) return null;
  return `The option --batch is ${values.batch}. Pass a whole number, 1 or more.`;
}

async function run(): Promise<void> {
  const { project: projectId, collection, 'dry-run': dryRun } = values;
  const app = initializeApp({ projectId, databaseURL: `https://${projectId}-default-rtdb.firebaseio.com` });
  const instances = instancesOf(app, values['database-url'].join(','));
  if (values['end-flat-records']) {
    const ended = await endFlatRecords({ instances, dryRun, batch });
    for (const uid of ended) console.log(`${uid}: flat record online → offline`);
    console.log(`${ended.length} flat records ${dryRun ? 'to end' : 'ended'}`);
  }
  const report = await repair({
    instances,
    firestore: getFirestore(app, values['firestore-database']),
    collection,
    shallowKeys: shallowKeysOf(app),
    dryRun,
    batch,
  });
  for (const { uid, was, is } of report.disagreements) console.log(`${uid}: ${was ?? 'no document'} → ${is}`);
  for (const reason of report.failed) console.error(`Cannot check ${reason}`);
  const verb = dryRun ? 'to repair' : 'repaired';
  console.log(
    `${report.unleasedConnections} connections and ${report.unleasedSeats} seats without a lease ${dryRun ? 'to remove' : 'removed'}`,
  );
  console.log(`${report.miscountedRooms} rooms ${dryRun ? 'to count' : 'to be counted by the next tick'}`);
  console.log(`${report.checked} checked, ${report.disagreements.length} ${verb}`);
  if (report.failed.length > 0) process.exitCode = 1;
  // An open connection to the Realtime Database would keep the process alive.
  for (const { database } of instances) database.goOffline();
}
