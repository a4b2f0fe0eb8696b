import { parseArgs } from 'node:util';
import { DEFAULT_COLLECTION, DEFAULT_FIRESTORE_DATABASE, printable } from '@firebase-presence/contract';
import { repairLines, runRepair } from './run-repair.ts';

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
  for (const line of repairLines(result, dryRun)) console.log(printable(line));
  for (const reason of result.failed) console.error(printable(`Cannot check ${reason}`));
  if (result.failed.length > 0) process.exitCode = 1;
}
