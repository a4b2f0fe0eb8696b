import {
  type ChosenAvailability,
  type ConnectionState,
  type CustomStatusInput,
  type MySettings,
  onConnectionStateChanged,
  onMySettingsChanged,
  onMyStatusChanged,
  pausePresence,
  resumePresence,
  setAvailability,
  setCustomStatus,
  setLastSeenHidden,
  type UserStatus,
} from 'firebase-presence';
import { useMemo } from 'react';
import { usePresence } from './context.tsx';
import { useListener } from './use-listener.ts';

/** The signed-in person's own presence, and what they can do about it. The functions are those of firebase-presence. */
export interface MyPresence {
  /** What this device's own connection is doing. */
  readonly connection: ConnectionState;
  /** As others see it; null while nobody is signed in. */
  readonly status: UserStatus | null;
  /** Null while nobody is signed in, or it is not known yet. */
  readonly settings: MySettings | null;
  readonly setAvailability: (availability: ChosenAvailability) => Promise<void>;
  readonly setCustomStatus: (customStatus: CustomStatusInput | null) => Promise<void>;
  readonly setLastSeenHidden: (hidden: boolean) => Promise<void>;
  readonly pausePresence: () => Promise<void>;
  readonly resumePresence: () => void;
}

/**
 * The signed-in person's own presence, fresh. The functions stay the same from render to render.
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
  const connection = useListener<ConnectionState>(onConnectionStateChanged, [], 'signed-out');
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
