import { Spoilt } from './spoilt.ts';
import { type Waiting, waitUntil } from './waiting.ts';

export type State = 'online' | 'offline';

/** A user as a watcher sees them, and as Firestore has stored them. */
export interface Watched {
  readonly uid: string;
  /** What the watcher was told last. */
  readonly state: string;
  /** What the document says. */
  stored(): Promise<string>;
}

/** A system has left a wrong state in the document. */
export class Wrong extends Error {}

/**
 * Waits until a watcher is told.
 *
 * @throws (rejects) {@link Spoilt} if the document is right, so that the emulator has lost the update; otherwise {@link Wrong}
 */
export async function untilTold(watched: Watched, state: State, waiting: Waiting): Promise<void> {
  const { uid } = watched;
  if (await waitUntil(`the watcher of ${uid} is told ${state}`, () => watched.state === state, waiting)) return;
  const stored = await watched.stored();
  if (stored === state) {
    throw new Spoilt(
      `The Firestore emulator lost an update: ${uid} is stored as ${state}, and the watcher was not told.`,
    );
  }
  throw new Wrong(`The watcher of ${uid} was not told ${state}: the document says ${stored}.`);
}
