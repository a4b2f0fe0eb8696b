import { initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { askAsOwner } from './ask-as-owner.ts';
import { deployed } from './deployed.ts';
import * as suite from './suite.ts';
import { unique } from './unique.ts';

/** A project that only one test uses. The suite runs no functions for it. */
export interface OwnProject {
  readonly projectId: string;
  /** Past the security rules. */
  readonly firestore: Firestore;
}

/** Creates a project whose Firestore has rules; by default those that are deployed. */
export async function newProject(
  name: string,
  firestoreRules: string = deployed('firestore.rules'),
): Promise<OwnProject> {
  const projectId = unique(`demo-${name}`);
  const { host, port } = suite.firestore();
  const rules = { files: [{ name: 'firestore.rules', content: firestoreRules }] };
  const url = `http://${host}:${port}/emulator/v1/projects/${projectId}:securityRules`;
  await askAsOwner('PUT', url, JSON.stringify({ rules }));
  const app = initializeApp({ projectId }, projectId);
  return {
    projectId,
    // Opened at the first use: until then a test can put something in front of Firestore.
    get firestore() {
      return getFirestore(app);
    },
  };
}
