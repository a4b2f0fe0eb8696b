import type { Person, Place } from '../tests/kit/systems/index.ts';
import type { Watched } from './told.ts';

/** A person of a place. What is stored is read anew, past every listener. */
export function watchedOf(place: Place, person: Person): Watched {
  return {
    uid: person.uid,
    get state() {
      return person.state;
    },
    stored: async () => String((await place.document(person.uid).get()).get('state') ?? 'offline'),
  };
}
