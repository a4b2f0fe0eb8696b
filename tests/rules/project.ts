import {
  initializeTestEnvironment,
  type RulesTestContext,
  type RulesTestEnvironment,
} from '@firebase/rules-unit-testing';
import { setLogLevel } from 'firebase/app';
import { deployed } from '../kit/deployed.ts';
import { unique } from '../kit/unique.ts';

/** Registers what to clean up at the end; usually a test context. */
export interface Finishing {
  onTestFinished: (clean: () => Promise<void>) => void;
}

/** Creates a Realtime Database for this test. Default rules: those that are deployed. */
export function databaseProject(
  test: Finishing,
  rules: string = deployed('database.rules.json'),
): Promise<RulesTestEnvironment> {
  return project(test, { database: { rules } });
}

/** Creates a Firestore for this test. Default rules: those that are deployed. */
export function firestoreProject(
  test: Finishing,
  rules: string = deployed('firestore.rules'),
): Promise<RulesTestEnvironment> {
  return project(test, { firestore: { rules } });
}

/** A device of a user. Null: a signed-out client. `guest`: an anonymous user. */
export function deviceOf(project: RulesTestEnvironment, uid: string | null): RulesTestContext {
  if (uid === null) return project.unauthenticatedContext();
  const provider = uid === 'guest' ? 'anonymous' : 'password';
  return project.authenticatedContext(uid, { firebase: { sign_in_provider: provider } });
}

type Emulators = Parameters<typeof initializeTestEnvironment>[0];

/** Each test has a project id of its own, because tests run side by side on the same emulator. */
async function project(test: Finishing, emulators: Emulators): Promise<RulesTestEnvironment> {
  // The rules refuse most of these requests, and Firebase's SDKs would log each refusal.
  setLogLevel('silent');
  const environment = await initializeTestEnvironment({ projectId: unique('demo-rules'), ...emulators });
  test.onTestFinished(() => environment.cleanup());
  return environment;
}
