import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { initializeTestEnvironment, type RulesTestEnvironment } from '@firebase/rules-unit-testing';
import { onTestFinished } from 'vitest';

/** A Realtime Database of the running test's own, under the rules that are deployed. */
export function databaseProject(): Promise<RulesTestEnvironment> {
  return project({ database: { rules: deployed('database.rules.json') } });
}

/** A Firestore of the running test's own, under the rules that are deployed. */
export function firestoreProject(): Promise<RulesTestEnvironment> {
  return project({ firestore: { rules: deployed('firestore.rules') } });
}

/** An id of its own keeps a test's data apart from that of tests that run side by side on the same emulator. */
async function project(emulators: Parameters<typeof initializeTestEnvironment>[0]): Promise<RulesTestEnvironment> {
  const environment = await initializeTestEnvironment({ projectId: `demo-rules-${randomUUID()}`, ...emulators });
  onTestFinished(() => environment.cleanup());
  return environment;
}

const deployed = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
