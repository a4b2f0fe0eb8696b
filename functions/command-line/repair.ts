import { parseArgs } from 'node:util';
import { DEFAULT_COLLECTION } from '@firebase-presence/contract';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { databasesOf } from '../src/databases.ts';
import { repair } from '../src/repair.ts';
import { endFlatRecords } from './flat-records.ts';

const USAGE = `Usage: npm run repair -- --project <id> [options]

Finds the status documents that disagree with the Realtime Database, and mends them.

  --dry-run               only looks
  --end-flat-records      first takes everybody offline whom only a client in the style of Firebase's documentation keeps online;
                          for when no such client runs any more
  --project <id>          the Firebase project; default: the variable GCLOUD_PROJECT
  --database-url <url>    a Realtime Database instance that holds users; may be given several times.
                          default: https://<project>-default-rtdb.firebaseio.com
  --collection <path>     default: ${DEFAULT_COLLECTION}
  --batch <n>             documents or nodes read at once; default: 200

Signs in as the Firebase Admin SDK does: with GOOGLE_APPLICATION_CREDENTIALS, or gcloud's application default login.`;

const { values } = parseArgs({
  options: {
    'dry-run': { type: 'boolean', default: false },
    'end-flat-records': { type: 'boolean', default: false },
    project: { type: 'string', default: process.env.GCLOUD_PROJECT ?? '' },
    'database-url': { type: 'string', multiple: true, default: [] },
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
  const { project: projectId, collection, 'dry-run': dryRun } = values;
  const app = initializeApp({ projectId, databaseURL: `https://${projectId}-default-rtdb.firebaseio.com` });
  const databases = databasesOf(app, values['database-url'].join(','));
  if (values['end-flat-records']) {
    const ended = await endFlatRecords({ databases, dryRun, batch });
    for (const uid of ended) console.log(`${uid}: flat record online → offline`);
    console.log(`${ended.length} flat records ${dryRun ? 'to end' : 'ended'}`);
  }
  const report = await repair({ databases, firestore: getFirestore(app), collection, dryRun, batch });
  for (const { uid, was, is } of report.disagreements) console.log(`${uid}: ${was ?? 'no document'} → ${is}`);
  const verb = dryRun ? 'to mend' : 'mended';
  console.log(`${report.checked} checked, ${report.disagreements.length} ${verb}`);
  // The Realtime Database's connection would keep the process alive.
  for (const database of databases) database.goOffline();
}
