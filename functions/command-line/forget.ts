import { parseArgs } from 'node:util';
import { invalidUserIdReason, printable } from '@firebase-presence/contract';
import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { type Instance, instancesOf } from '../src/databases.ts';
import { requestForget } from '../src/forget-user.ts';
import { usersWithoutAccount } from './users-without-account.ts';

const USAGE = `Usage: npm run forget -- --project <id> (--missing | <uid> ...) [options]

Erases the presence data of users whose accounts were deleted. Firebase calls the function onAccountDeleted for each deleted account, but not if the
Admin SDK deletes accounts in bulk. This command stores a request. The scheduled function sweepLeases erases the data within a minute.

  --missing               all users with presence data whose account does not exist. Not for tenants of
                          Identity Platform: this command does not find their accounts
  --dry-run               prints the users, and stores no request
  --project <id>          the Firebase project; default: the variable GCLOUD_PROJECT
  --database-url <url>    a Realtime Database instance that holds users; repeat it for each instance.
                          default: https://<project>-default-rtdb.firebaseio.com

Signs in as the Firebase Admin SDK does: with GOOGLE_APPLICATION_CREDENTIALS, or with gcloud auth application-default login.`;

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

const problem = problemOfOptions();
if (values.help) {
  console.log(USAGE);
} else if (problem !== null) {
  console.error(`${problem}\n\n${USAGE}`);
  process.exitCode = 1;
} else if (invalid.length > 0) {
  for (const uid of invalid) {
    console.error(`Cannot use '${uid}' as the uid of a user: ${invalidUserIdReason(uid)}. Pass the uid of an account.`);
  }
  process.exitCode = 1;
} else {
  await run();
}

function problemOfOptions(): string | null {
  if (values.project === '') return 'The option --project is missing. Pass the id of the Firebase project.';
  if (values.missing !== positionals.length > 0) return null;
  return 'The users are missing, or named twice. Pass either --missing or at least one uid.';
}

async function run(): Promise<void> {
  const { project: projectId, 'dry-run': dryRun } = values;
  const app = initializeApp({ projectId, databaseURL: `https://${projectId}-default-rtdb.firebaseio.com` });
  const instances = instancesOf(app, values['database-url'].join(','));
  const requested = values.missing ? usersWithoutAccount(instances, getAuth(app)) : positionals;
  await forgetAll(requested, instances, dryRun);
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
    console.log(printable(uid));
    count++;
  }
  console.log(`${count} users ${dryRun ? 'to erase' : 'will be erased within a minute'}`);
}
