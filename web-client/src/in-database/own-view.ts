import type { Status } from '@firebase-presence/contract';
import type { OwnState } from '../session/index.ts';

/**
 * Returns the user's own status as this client shows it. Without a connection, the user is offline at once. After the announcement, the user
 * is online at once, before the function has written it. In Firestore, the local cache does the same (rule 6).
 *
 * @param stored null if the server has no status of the user
 */
export function ownView(stored: Status | null, own: OwnState, isConnected: boolean): Status | null {
  if (own.state === 'offline') return isConnected ? stored : withState(stored, own);
  const isAhead = isConnected && stored?.state !== 'online' && (stored?.lastChanged ?? 0) < own.at;
  return isAhead ? withState(stored, own) : stored;
}

function withState(stored: Status | null, { state, at }: OwnState): Status {
  const { custom = null, lastChanged = 0 } = stored ?? {};
  return { state, lastChanged: Math.max(at, lastChanged), availability: 'available', custom };
}
