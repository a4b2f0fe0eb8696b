import { afterFirstDeploy } from 'firebase-functions/lifecycle';
import { requiresRole } from 'firebase-functions/v2/options';
import { kitInstance } from './kit-instance.ts';

/** What the functions do, in the words of Google's access control. The first three let them receive events and tasks. */
const ROLES = [
  'roles/eventarc.eventReceiver',
  'roles/run.invoker',
  // Cloud Tasks calls the functions in the name of the account that asked for the task.
  'roles/iam.serviceAccountUser',
  'roles/cloudtasks.enqueuer',
  'roles/firebasedatabase.admin',
  'roles/datastore.user',
  // Whether the account of a uid exists.
  'roles/firebaseauth.viewer',
] as const;

/**
 * Tells the Firebase CLI which roles the functions need and what it has to run after the first deployment. Only in a kit: an app's own
 * codebase has an account with roles of its own, may have an action of its own, and firebase-tools 14 cannot read either.
 */
export function describeKit({ afterFirstDeploy: name }: { afterFirstDeploy: string }): void {
  if (kitInstance() === undefined) return;
  for (const role of ROLES) requiresRole(role);
  // Without `data`, Firebase's SDK for functions refuses the task.
  afterFirstDeploy({ task: { function: name, body: { data: {} } } });
}
