import { type ConnectionState, onConnectionStateChanged, type Presence } from 'firebase-presence';

/** Resolves when the client is connected. Rejects with the first error that this package reports before. */
export const isConnected = (presence: Presence): Promise<void> => connectionIs(presence, 'connected');

/** Resolves when the client is in a state. Rejects with the first error that this package reports before. */
export function connectionIs(presence: Presence, wanted: ConnectionState): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = onConnectionStateChanged(
      presence,
      (state) => {
        if (state !== wanted) return;
        queueMicrotask(() => stop());
        resolve();
      },
      reject,
    );
  });
}
