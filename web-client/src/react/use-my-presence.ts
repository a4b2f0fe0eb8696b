import {
  type ChosenAvailability,
  type ConnectionState,
  type CustomStatusInput,
  enter,
  leave,
  type MySettings,
  onConnectionStateChanged,
  onMySettingsChanged,
  onMyStatusChanged,
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
  readonly setCustomStatus: (custom: CustomStatusInput | null) => Promise<void>;
  readonly setLastSeenHidden: (hidden: boolean) => Promise<void>;
  readonly leave: () => Promise<void>;
  readonly enter: () => void;
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
      setCustomStatus: (custom: CustomStatusInput | null) => setCustomStatus(presence, custom),
      setLastSeenHidden: (hidden: boolean) => setLastSeenHidden(presence, hidden),
      leave: () => leave(presence),
      enter: () => enter(presence),
    }),
    [presence],
  );
  return { connection, status, settings, ...actions };
}
