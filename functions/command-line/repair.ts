import { parseArgs } from 'node:util';
import { DEFAULT_COLLECTION, DEFAULT_FIRESTORE_DATABASE } from '@firebase-presence/contract';
import { repairLines, runRepair } from './run-repair.ts';

const USAGE = `Usage: npm run repair -- --project <id> [options]

Finds what disagrees, and repairs it: status documents that differ from the Realtime Database, connections and members of rooms
that no lease names, wrong occupancies.

  --dry-run               only looks
  --end-flat-records      first takes everybody offline whom only a client in the style of Firebase's documentation keeps online;
                          for when no such client runs any more
  --project <id>          the Firebase project; default: the variable GCLOUD_PROJECT
  --database-url <url>    a Realtime Database instance that holds users; may be given several times.
                          default: https://<project>-default-rtdb.firebaseio.com
  --firestore-database <id>  the Firestore database that holds the collection; default: ${DEFAULT_FIRESTORE_DATABASE}
  --collection <path>     default: ${DEFAULT_COLLECTION}
  --batch <n>             documents or nodes read at once; default: 200

Signs in as the Firebase Admin SDK does: with GOOGLE_APPLICATION_CREDENTIALS, or gcloud's application default login.`;

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
if (values.help || values.project === '' || !Number.isSafeInteger(batch) || batch < 1) {
  console.error(USAGE);
  process.exitCode = values.help ? 0 : 1;
} else {
  await run();
}

async function run(): Promise<void> {
  const { 'dry-run': dryRun } = values;
  const result = await runRepair({
    projectId: values.project,
    databaseUrls: values['database-url'],
    firestoreDatabase: values['firestore-database'],
    collection: values.collection,
    dryRun,
    endsFlatRecords: values['end-flat-records'],
    batch,
  });
  for (const line of repairLines(result, dryRun)) console.log(line);
  for (const reason of result.failed) console.error(`Not checked: ${reason}`);
  if (result.failed.length > 0) process.exitCode = 1;
}
