import type { Availability, ConnectionState } from 'firebase-presence';

/** A status of a watched user, as the page got it. */
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

/** What a test can do in the page, and read from it. An app would show on the screen what is recorded here. */
export interface Harness {
  /** The uid of the signed-in user, once that is known. */
  user(): Promise<string | null>;
  signIn(token: string): Promise<void>;
  signOut(): Promise<void>;
  leave(): Promise<void>;
  enter(): void;
  watch(uid: string): void;
  join(room: string, data: string): Promise<void>;
  leaveRoom(room: string): Promise<void>;
  /** Does what a key press in the room's text field does. */
  type(room: string): void;
  watchRoom(room: string): void;
  /** Null if the page does not watch the room. */
  room(room: string): RoomView | null;
  readonly connection: ConnectionState[];
  /** The own status, as the local Firestore cache has it. */
  readonly ownStatus: string[];
  readonly sightings: Sighting[];
}

declare global {
  interface Window {
    harness: Harness;
    /** Set when the test has called `listensToSiblings`. */
    siblingMessages?: string[];
  }
}
