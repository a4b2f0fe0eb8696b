import type { Deployment } from '../tests/kit/systems/index.ts';
import type { Person } from '../tests/kit/users/index.ts';
import type { Watched } from './until-received.ts';

/** A user of a deployment. The stored state is read again each time, without any listener. */
export function watchedOf(deployment: Deployment, person: Person): Watched {
  return {
    uid: person.uid,
    get state() {
      return person.watch().isOnline ? 'online' : 'offline';
    },
    stored: async () => String((await deployment.document(person.uid).get()).get('state') ?? 'offline'),
  };
}
