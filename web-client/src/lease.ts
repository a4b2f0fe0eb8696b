import { leasePath } from '@firebase-presence/contract';
import { type Database, type DatabaseReference, onDisconnect, ref, serverTimestamp, update } from 'firebase/database';

/** Rule 7: what proves to the sweeper that a connection is alive. */
export interface Lease {
  /** Has the server end it with the socket. */
  arm(connectionId: string): Promise<void>;
  /** Takes back what {@link arm} asked for. */
  disarm(connectionId: string): Promise<void>;
  /** Renews it until stopped. The first time is due with the announcement, which is one write with the record. */
  keepRenewing(connectionId: string): void;
  stopRenewing(): void;
}

/** @param renewalMs how often the lease is renewed, in milliseconds */
export function leaseOf(database: Database, uid: string, renewalMs: number, failed: (error: unknown) => void): Lease {
  let renewals: ReturnType<typeof setInterval> | undefined;
  const place = (connectionId: string): DatabaseReference => ref(database, leasePath(connectionId));
  const stopRenewing = (): void => clearInterval(renewals);
  return {
    arm: (connectionId) => onDisconnect(place(connectionId)).remove(),
    disarm: (connectionId) => onDisconnect(place(connectionId)).cancel(),
    keepRenewing(connectionId) {
      stopRenewing();
      const renew = (): Promise<void> => update(place(connectionId), { uid, at: serverTimestamp() });
      renewals = setInterval(() => renew().catch(failed), renewalMs);
    },
    stopRenewing,
  };
}
