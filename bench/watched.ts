import type { Person } from '../tests/faults/person.ts';
import type { Place } from '../tests/faults/place.ts';
import type { Watched } from './until-received.ts';

/** A user of a place. The stored state is read again each time, without any listener. */
export function watchedOf(place: Place, person: Person): Watched {
  return {
    uid: person.uid,
    get state() {
      return person.state;
    },
    stored: async () => String((await place.document(person.uid).get()).get('state') ?? 'offline'),
  };
}
