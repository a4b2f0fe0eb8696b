import { type Presence, PresenceError } from 'firebase-presence';
import { createContext, type ReactNode, useContext } from 'react';

const PresenceContext = createContext<Presence | null>(null);

/**
 * Provides the app's presence to the hooks and components below it.
 *
 * @param props.presence what `getPresence` returned
 *
 * @example
 * const root = (
 *   <PresenceProvider presence={presence}>
 *     <UserPresence uid="alice" />
 *   </PresenceProvider>
 * );
 */
export function PresenceProvider({ presence, children }: { presence: Presence; children?: ReactNode }): ReactNode {
  return <PresenceContext.Provider value={presence}>{children}</PresenceContext.Provider>;
}

/**
 * Returns the app's presence. Use it to call a function that has no hook.
 *
 * @throws `presence/no-provider` outside of a {@link PresenceProvider}
 *
 * @example
 * function SignOut() {
 *   const presence = usePresence();
 *   return <button onClick={() => pausePresence(presence)}>Go offline</button>;
 * }
 */
export function usePresence(): Presence {
  const presence = useContext(PresenceContext);
  if (presence !== null) return presence;
  throw new PresenceError(
    'presence/no-provider',
    'This component uses presence outside of a PresenceProvider. Put <PresenceProvider presence={getPresence(app)}> around it.',
  );
}
