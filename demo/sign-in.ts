import { FirebaseError } from 'firebase/app';
import { type Auth, signInAnonymously, signOut } from 'firebase/auth';
import type { Firestore } from 'firebase/firestore';
import { type Presence, pausePresence, resumePresence } from 'firebase-presence';
import { element } from './element.ts';
import { emulators } from './firebase.ts';
import { explainLimit } from './limit.ts';
import { saveName } from './names.ts';

const SLOW_AFTER_MS = 5000;

interface Services {
  auth: Auth;
  firestore: Firestore;
  presence: Presence;
}

/** The form in which a new user signs in. It shows each step, because each waits for a server. */
export class SignIn {
  readonly #form = element('#sign-in', HTMLFormElement);
  readonly #name = element('#name', HTMLInputElement);
  readonly #button = element('#sign-in button', HTMLButtonElement);
  readonly #progress = element('#sign-in-progress', HTMLElement);
  #done: Promise<void> = Promise.resolve();

  constructor(services: Services, failed: (error: Error) => void) {
    explainLimit(this.#name, element('#name-limit', HTMLElement));
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#done = this.#signsIn(services);
      this.#done.catch((error: unknown) => failed(understandable(error)));
    });
  }

  /** Resolves when the name of a new user is stored. Others see the user only after that, and the user sees others only after that. */
  get done(): Promise<void> {
    return this.#done;
  }

  shows(): void {
    this.#form.hidden = false;
    this.#name.focus();
  }

  /** Returns false if the form was hidden already, as in a reloaded window. */
  hides(): boolean {
    const wasShown = !this.#form.hidden;
    this.#form.hidden = true;
    return wasShown;
  }

  async #signsIn({ auth, firestore, presence }: Services): Promise<void> {
    this.#button.disabled = true;
    const slow = setTimeout(() => this.#progress.append(' This takes long. Are the emulators running?'), SLOW_AFTER_MS);
    try {
      this.#progress.textContent = 'Signing in…';
      const { user } = await signInAnonymously(auth);
      this.#progress.textContent = 'Storing your name…';
      // The user stays offline until the name is stored.
      await pausePresence(presence);
      await saveName(firestore, user.uid, { name: this.#name.value.trim(), simulated: false });
      resumePresence(presence);
    } catch (error) {
      // Without a name the user would be 'Unknown' to the others, so the next attempt begins anew.
      await signOut(auth);
      throw error;
    } finally {
      clearTimeout(slow);
      this.#progress.textContent = '';
      this.#button.disabled = false;
    }
  }
}

/** Says what to do. The errors of the SDK name only the request that failed. */
function understandable(error: unknown): Error {
  const { host, port } = emulators.auth;
  const code = error instanceof FirebaseError ? error.code : '';
  if (code === 'auth/network-request-failed') {
    return new Error(
      `The sign-in failed: nothing answers at ${host}:${port}. Start the demo with npm start, and try again.`,
    );
  }
  if (code === 'permission-denied') {
    return new Error(
      'The sign-in failed: Firestore lacks the rules of the demo. Start the demo with npm start, and try again.',
    );
  }
  return new Error(`The sign-in failed: ${error instanceof Error ? error.message : String(error)}`);
}
