import { type Instance, instanceAt, instanceName } from '../../functions/src/databases.ts';
import { askAsOwner } from './ask-as-owner.ts';
import { deployed } from './deployed.ts';
import * as suite from './suite.ts';
import { unique } from './unique.ts';

/** An instance of the Realtime Database that only one test uses. */
export interface OwnInstance extends Instance {
  /** The option of this package. */
  databaseUrl(): string;
  /** Replaces the rules. */
  deploys(rules: string): Promise<void>;
}

/** Creates an instance with rules; by default with those that are deployed, because they hold the indexes. */
export async function newInstance(name: string, rules: string = deployed('database.rules.json')): Promise<OwnInstance> {
  const instance = instanceAt(suite.admin().app, `https://${unique(name)}.firebaseio.com`);
  const { host, port } = suite.database();
  const urlOf = (path: string): string => `http://${host}:${port}${path}?ns=${instanceName(instance.url)}`;
  const deploys = async (content: string): Promise<void> => {
    await askAsOwner('PUT', urlOf('/.settings/rules.json'), content);
  };
  await deploys(rules);
  return { ...instance, databaseUrl: () => urlOf(''), deploys };
}
