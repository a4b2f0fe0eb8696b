import { parseArgs } from 'node:util';
import { invalidUserIdReason } from '@firebase-presence/contract';
import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { type Instance, instancesOf } from '../src/databases.ts';
import { requestForget } from '../src/forget-user.ts';
import { usersWithoutAccount } from './users-without-account.ts';

const USAGE = `Usage: npm run forget -- --project <id> (--missing | <uid> ...) [options]

Erases the presence data of users whose accounts were deleted. Firebase calls the functions for a single deletion, but not for a bulk
deletion by the Admin SDK. The scheduled function sweepLeases does the work, within a minute.

  --missing               all users who have presence data but no account
  --dry-run               only reads, changes nothing
  --project <id>          the Firebase project; default: the variable GCLOUD_PROJECT
  --database-url <url>    a Realtime Database instance that holds users; may be given several times.
                          default: https://<project>-default-rtdb.firebaseio.com

Signs in as the Firebase Admin SDK does: with GOOGLE_APPLICATION_CREDENTIALS, or gcloud's application default login.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    missing: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
    project: { type: 'string', default: process.env.GCLOUD_PROJECT ?? '' },
    'database-url': { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
});

const invalid = positionals.filter((uid) => invalidUserIdReason(uid) !== null);

if (values.help || values.project === '' || values.missing === positionals.length > 0) {
  console.error(USAGE);
  process.exitCode = values.help ? 0 : 1;
} else if (invalid.length > 0) {
  for (const uid of invalid) console.error(`'${uid}' cannot have presence: ${invalidUserIdReason(uid)}.`);
  process.exitCode = 1;
} else {
  await run();
}

async function run(): Promise<void> {
  const { project: projectId, 'dry-run': dryRun } = values;
  const app = initializeApp({ projectId, databaseURL: `https://${projectId}-default-rtdb.firebaseio.com` });
  const instances = instancesOf(app, values['database-url'].join(','));
  const asked = values.missing ? usersWithoutAccount(instances, getAuth(app)) : positionals;
  await forgetAll(asked, instances, dryRun);
  // An open connection to the Realtime Database would keep the process alive.
  for (const { database } of instances) database.goOffline();
}

async function forgetAll(
  uids: Iterable<string> | AsyncIterable<string>,
  instances: Instance[],
  dryRun: boolean,
): Promise<void> {
  let count = 0;
  for await (const uid of uids) {
    if (!dryRun) await requestForget(uid, Date.now(), { instances });
    console.log(uid);
    count++;
  }
  console.log(`${count} users ${dryRun ? 'to forget' : 'will be forgotten within a minute'}`);
}
