import type { Backend } from '../tests/kit/functions/index.ts';
import type { Watch } from '../tests/kit/users/index.ts';
import type { Watched } from './until-received.ts';

/** A user of a backend. The stored state is read again each time, without any listener. */
export function watchedOf(backend: Backend, uid: string, watch: Watch): Watched {
  return {
    uid,
    get state() {
      return watch.isOnline ? 'online' : 'offline';
    },
    stored: async () => String((await backend.document(uid).get()).get('state') ?? 'offline'),
  };
}
