import type { FirebaseApp } from 'firebase/app';
import { getDatabase } from 'firebase/database';
import type { Firestore } from 'firebase/firestore';
import { type ConnectionState, onConnectionStateChanged, type Presence } from 'firebase-presence';
import { element } from '../element.ts';
import { FunctionOutcome } from './function-outcome.ts';
import { type OwnDocument, onOwnDocumentChanged } from './own-document.ts';
import { type OwnNode, onOwnNodesChanged } from './own-nodes.ts';
import { Part } from './part.ts';

interface Firebase {
  app: FirebaseApp;
  firestore: Firestore;
  presence: Presence;
}

/**
 * Shows the signed-in user's own data in the order in which it travels: browser, Realtime Database, function, Firestore, watchers. It reads
 * with the Firebase SDK what docs/3-data-contract.md describes. An app needs none of this.
 */
export function showUnderTheHood(
  { app, firestore, presence }: Firebase,
  uid: string,
  failed: (error: Error) => void,
): () => void {
  const panel = new Panel(uid);
  const stops = [
    onConnectionStateChanged(presence, (state) => panel.showsConnection(state), failed),
    onOwnNodesChanged(getDatabase(app), uid, (name, data) => panel.showsNode(name, data), failed),
    onOwnDocumentChanged(firestore, uid, (document) => panel.showsDocument(document), failed),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

const CONNECTION: Partial<Record<ConnectionState, string>> = {
  disconnected: 'disconnected: the rest is now from the memory of this page',
};

class Panel {
  readonly #connection = new Part('#hood-connection');
  readonly #nodes: Record<OwnNode, Part> = {
    status: new Part('#hood-status'),
    leases: new Part('#hood-leases'),
    settings: new Part('#hood-settings'),
  };
  readonly #function = new Part('#hood-function');
  readonly #document = new Part('#hood-document');
  readonly #watchers = new Part('#hood-watchers');
  readonly #outcome = new FunctionOutcome();

  constructor(uid: string) {
    element('#hood-uid', HTMLElement).textContent = uid;
    this.#function.shows(this.#outcome.words);
  }

  showsConnection(state: ConnectionState): void {
    this.#connection.shows(CONNECTION[state] ?? state);
  }

  showsNode(name: OwnNode, data: unknown): void {
    this.#nodes[name].showsJson(data);
    // The renewal of a lease starts no function.
    if (name !== 'leases') this.#outcome.nodeArrives(name, data, Date.now());
    this.#function.shows(this.#outcome.words);
  }

  showsDocument({ data, onTheServer }: OwnDocument): void {
    this.#document.showsJson(data);
    element('#hood-document-place', HTMLElement).textContent = onTheServer
      ? 'on the server'
      : 'in the cache of this page';
    if (onTheServer) this.#outcome.documentArrives(data, Date.now());
    this.#function.shows(this.#outcome.words);
    this.#watchers.shows(seenBy(data?.state === 'online' ? 'online' : 'offline', onTheServer));
  }
}

function seenBy(state: 'online' | 'offline', onTheServer: boolean): string {
  return onTheServer
    ? `Every watcher sees you ${state}.`
    : `This page shows you ${state}, from its cache. Others see what is on the server.`;
}
