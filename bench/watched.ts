import type { Deployment } from '../tests/kit/systems/index.ts';
import type { Person } from '../tests/kit/users/index.ts';
import type { Watched } from './told.ts';

/** A user of a deployment. What is stored is read anew, past every listener. */
export function watchedOf(deployment: Deployment, person: Person): Watched {
  return {
    uid: person.uid,
    get state() {
      return person.watch().isOnline ? 'online' : 'offline';
    },
    stored: async () => String((await deployment.document(person.uid).get()).get('state') ?? 'offline'),
  };
}
