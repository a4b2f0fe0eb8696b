import { onConnectionStateChanged, type Presence } from 'firebase-presence';
import { useMemo, useSyncExternalStore } from 'react';
import { usePresence } from './context.tsx';

/** A function of firebase-presence that adds a listener. */
export type Listen<Value> = (
  presence: Presence,
  next: (value: Value) => void,
  error: (error: Error) => void,
) => () => void;

/**
 * Not public: the base of all hooks. Returns the latest value of a listener. Throws an error of the listener into the nearest error
 * boundary.
 *
 * @param inputs the listener is replaced when one of them changes; they are compared by content
 * @param initial the value until the listener has the first one
 */
export function useListener<Value>(listen: Listen<Value>, inputs: readonly unknown[], initial: Value): Value {
  const presence = usePresence();
  const key = JSON.stringify(inputs);
  // The inputs identify the listener, and `before` matters only for a new store.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new function on every render is no new listener
  const store = useMemo(() => new ListenerStore(presence, listen, initial), [presence, key]);
  const { value, error } = useSyncExternalStore(store.subscribe, store.current, store.initial);
  if (error !== null) throw error;
  return value;
}

/**
 * Not public: returns a number that is different after each sign-in. It also changes when the app resumes presence. 0 while no user is
 * signed in.
 */
export function useSignIn(): number {
  return useListener(countSignIns, [], 0);
}

/** Without an error listener: an error of the connection is no reason to take a component off the page. */
function countSignIns(presence: Presence, next: (signIn: number) => void): () => void {
  let count = 0;
  return onConnectionStateChanged(presence, (state) => {
    // A user can sign in while another is signed in. Then the state is never `signed-out`.
    if (count === 0 || state === 'connecting') count++;
    next(state === 'signed-out' ? 0 : count);
  });
}

interface Snapshot<Value> {
  readonly value: Value;
  readonly error: Error | null;
}

/** Listens while it has subscribers. React requires the same snapshot object until the value changes. */
class ListenerStore<Value> {
  readonly #start: (store: ListenerStore<Value>) => () => void;
  readonly #initial: Snapshot<Value>;
  #snapshot: Snapshot<Value>;
  readonly #subscribers = new Set<() => void>();
  #stop: () => void = () => undefined;

  constructor(presence: Presence, listen: Listen<Value>, initial: Value) {
    this.#initial = { value: initial, error: null };
    this.#snapshot = this.#initial;
    this.#start = (store) =>
      listen(
        presence,
        (value) => store.#set({ value, error: null }),
        (error) => store.#set({ value: store.#snapshot.value, error }),
      );
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#subscribers.add(changed);
    if (this.#subscribers.size === 1) this.#stop = this.#start(this);
    return () => {
      this.#subscribers.delete(changed);
      if (this.#subscribers.size === 0) this.#stop();
    };
  };

  readonly current = (): Snapshot<Value> => this.#snapshot;

  /** For a server, where no listener runs. */
  readonly initial = (): Snapshot<Value> => this.#initial;

  #set(snapshot: Snapshot<Value>): void {
    this.#snapshot = snapshot;
    for (const changed of [...this.#subscribers]) changed();
  }
}
