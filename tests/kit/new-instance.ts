import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Database } from 'firebase-admin/database';
import * as suite from './suite.ts';

/** The rules that are deployed. */
export const RULES = readFileSync(new URL('../../database.rules.json', import.meta.url), 'utf8');

/** An instance of the Realtime Database that only one test uses, with rules of its own. */
export interface OwnInstance {
  /** The option of the SDK. */
  databaseUrl(): string;
  deploys(rules: string): Promise<void>;
  readonly database: Database;
}

export async function ownInstance(rules: string = RULES): Promise<OwnInstance> {
  const name = `own-${randomUUID().slice(0, 8)}`;
  const { host, port } = suite.database();
  const deploys = (content: string): Promise<void> => suite.putRules(`https://${name}.firebaseio.com`, content);
  await deploys(rules);
  const { database } = suite.admin(`https://${name}.firebaseio.com`);
  return { databaseUrl: () => `http://${host}:${port}?ns=${name}`, deploys, database };
}
