import {
  initializeTestEnvironment,
  type RulesTestContext,
  type RulesTestEnvironment,
} from '@firebase/rules-unit-testing';
import { setLogLevel } from 'firebase/app';
import { deployed } from '../kit/deployed.ts';
import { unique } from '../kit/unique.ts';

/** Whoever is told what to clean up in the end: a test, mostly. */
export interface Finishing {
  onTestFinished: (clean: () => Promise<void>) => void;
}

/** A Realtime Database of this test's own, under the rules that are deployed if no others are given. */
export function databaseProject(
  test: Finishing,
  rules: string = deployed('database.rules.json'),
): Promise<RulesTestEnvironment> {
  return project(test, { database: { rules } });
}

/** A Firestore of this test's own, under the rules that are deployed if no others are given. */
export function firestoreProject(
  test: Finishing,
  rules: string = deployed('firestore.rules'),
): Promise<RulesTestEnvironment> {
  return project(test, { firestore: { rules } });
}

/** The device of a person: nobody has signed in there if the uid is null, and `guest` did so anonymously. */
export function deviceOf(project: RulesTestEnvironment, uid: string | null): RulesTestContext {
  if (uid === null) return project.unauthenticatedContext();
  const provider = uid === 'guest' ? 'anonymous' : 'password';
  return project.authenticatedContext(uid, { firebase: { sign_in_provider: provider } });
}

type Emulators = Parameters<typeof initializeTestEnvironment>[0];

/** An id of its own keeps a test's data apart from that of tests that run side by side on the same emulator. */
async function project(test: Finishing, emulators: Emulators): Promise<RulesTestEnvironment> {
  // Most requests here are meant to be refused, and the SDKs would report each of them.
  setLogLevel('silent');
  const environment = await initializeTestEnvironment({ projectId: unique('demo-rules'), ...emulators });
  test.onTestFinished(() => environment.cleanup());
  return environment;
}
