import { assertFails, assertSucceeds, type RulesTestEnvironment } from '@firebase/rules-unit-testing';
import type firebase from 'firebase/compat/app';
import { test } from 'vitest';
import { firestoreProject } from './project.ts';
import { allowed, type DocumentCase, refused } from './status-document-cases.ts';

test.each(allowed)('$title', async (request) => {
  const project = await firestoreProject();
  await assertSucceeds(ask(project, request));
});

test.each(refused)('$title', async (request) => {
  const project = await firestoreProject();
  await assertFails(ask(project, request));
});

async function ask(project: RulesTestEnvironment, { as = 'alice', stands, asks }: DocumentCase): Promise<unknown> {
  if (stands !== undefined) {
    await project.withSecurityRulesDisabled((admin) => admin.firestore().doc('status/alice').set(stands));
  }
  return asks(firestoreOf(project, as));
}

function firestoreOf(project: RulesTestEnvironment, uid: string | null): firebase.firestore.Firestore {
  if (uid === null) return project.unauthenticatedContext().firestore();
  const provider = uid === 'anonymous' ? 'anonymous' : 'password';
  return project.authenticatedContext(uid, { firebase: { sign_in_provider: provider } }).firestore();
}
