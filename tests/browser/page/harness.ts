import type { Availability, ConnectionState } from 'firebase-presence';

/** What the page noticed, in the order in which it did. */
export interface Sighting {
  uid: string;
  state: 'online' | 'offline';
  availability: Availability | null;
  fromCache: boolean;
}

/** What a test can do in the page, and ask it. An app would show on the screen what is recorded here. */
export interface Harness {
  /** The uid of whoever is signed in, once that is known. */
  user(): Promise<string | null>;
  signIn(token: string): Promise<void>;
  signOut(): Promise<void>;
  leave(): Promise<void>;
  enter(): void;
  watch(uid: string): void;
  readonly connection: ConnectionState[];
  /** The own status, as the local Firestore cache has it. */
  readonly ownStatus: string[];
  readonly sightings: Sighting[];
}

declare global {
  interface Window {
    harness: Harness;
  }
}
