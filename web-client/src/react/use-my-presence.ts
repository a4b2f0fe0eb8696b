import {
  type ChosenAvailability,
  type ConnectionState,
  type CustomStatusInput,
  type MySettings,
  onConnectionStateChanged,
  onMySettingsChanged,
  onMyStatusChanged,
  type PresenceErrorCode,
  pausePresence,
  resumePresence,
  setAvailability,
  setCustomStatus,
  setLastSeenHidden,
  type UserStatus,
} from 'firebase-presence';
import { useMemo } from 'react';
import { usePresence } from './context.tsx';
import { type Listen, useListener } from './use-listener.ts';

/** The presence of the signed-in user, with functions to change it. They do what the functions of firebase-presence with these names do. */
export interface MyPresence {
  /** The state of this client's own connection. */
  readonly connection: ConnectionState;
  /** The user's own status as others see it. Null while no user is signed in. */
  readonly status: UserStatus | null;
  /** Null while no user is signed in and while the settings are not known. */
  readonly settings: MySettings | null;
  readonly setAvailability: (availability: ChosenAvailability) => Promise<void>;
  readonly setCustomStatus: (customStatus: CustomStatusInput | null) => Promise<void>;
  readonly setLastSeenHidden: (hidden: boolean) => Promise<void>;
  readonly pausePresence: () => Promise<void>;
  readonly resumePresence: () => void;
}

/**
 * Returns the presence of the signed-in user. The component renders again at each change. The functions stay the same on each render.
 *
 * @throws into the nearest error boundary: `presence/permission-denied`, `presence/no-provider`
 *
 * @example
 * function BusyButton() {
 *   const { settings, setAvailability } = useMyPresence();
 *   const busy = settings?.availability === 'busy';
 *   return <button aria-pressed={busy} onClick={() => setAvailability(busy ? 'available' : 'busy')}>Busy</button>;
 * }
 */
export function useMyPresence(): MyPresence {
  const presence = usePresence();
  const connection = useListener<ConnectionState>(listenToConnection, [], 'signed-out');
  const status = useListener<UserStatus | null>(onMyStatusChanged, [], null);
  const settings = useListener<MySettings | null>(onMySettingsChanged, [], null);
  const actions = useMemo(
    () => ({
      setAvailability: (availability: ChosenAvailability) => setAvailability(presence, availability),
      setCustomStatus: (customStatus: CustomStatusInput | null) => setCustomStatus(presence, customStatus),
      setLastSeenHidden: (hidden: boolean) => setLastSeenHidden(presence, hidden),
      pausePresence: () => pausePresence(presence),
      resumePresence: () => resumePresence(presence),
    }),
    [presence],
  );
  return { connection, status, settings, ...actions };
}

/** The client overcomes these errors by itself, for example when the network is back. The page has to stay. */
const PASSING: readonly PresenceErrorCode[] = [
  'presence/database-unreachable',
  'presence/firestore-unreachable',
  'presence/too-many-connections',
];

const listenToConnection: Listen<ConnectionState> = (presence, next, error) =>
  onConnectionStateChanged(presence, next, (problem) => {
    if (PASSING.includes(problem.code)) console.error(problem);
    else error(problem);
  });
