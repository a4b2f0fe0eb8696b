import { Spoilt } from './spoilt.ts';
import { type Waiting, waitUntil } from './waiting.ts';

export type State = 'online' | 'offline';

/** A user as a watcher sees them, and as Firestore stores them. */
export interface Watched {
  readonly uid: string;
  /** The state that the watcher received last. */
  readonly state: string;
  /** Reads the state in the document. */
  stored(): Promise<string>;
}

/** A system wrote an incorrect state into the document. */
export class Wrong extends Error {}

/**
 * Waits until a watcher receives a state.
 *
 * @throws (rejects) {@link Spoilt} if the document is correct, because then the emulator has lost the update; otherwise {@link Wrong}
 */
export async function untilReceived(watched: Watched, state: State, waiting: Waiting): Promise<void> {
  const { uid } = watched;
  if (await waitUntil(`the watcher of ${uid} receives ${state}`, () => watched.state === state, waiting)) return;
  const stored = await watched.stored();
  if (stored === state) {
    throw new Spoilt(
      `The Firestore emulator lost an update: ${uid} is stored as ${state}, and the watcher did not receive it.`,
    );
  }
  throw new Wrong(`The watcher of ${uid} did not receive ${state}: the document has ${stored}.`);
}
