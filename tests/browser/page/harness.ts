import type { Availability, ConnectionState } from 'firebase-presence';

/** What the page noticed, in the order in which it did. */
export interface Sighting {
  uid: string;
  state: 'online' | 'offline';
  availability: Availability | null;
  fromCache: boolean;
}

/** A room, as a page that watches it would show it now. */
export interface RoomView {
  members: { uid: string; data: unknown }[];
  typing: readonly string[];
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
  join(room: string, data: string): Promise<void>;
  leaveRoom(room: string): Promise<void>;
  /** As when the user presses a key in the room's text field. */
  type(room: string): void;
  watchRoom(room: string): void;
  /** Null if it is not watched. */
  room(room: string): RoomView | null;
  readonly connection: ConnectionState[];
  /** The own status, as the local Firestore cache has it. */
  readonly ownStatus: string[];
  readonly sightings: Sighting[];
}

declare global {
  interface Window {
    harness: Harness;
    /** If the test has asked for it. */
    heardFromSiblings?: string[];
  }
}
