import { getRoom, type Members, onMembersChanged, setMemberData } from 'firebase-presence';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { usePresence } from './context.tsx';
import { joinWhileMounted } from './join-while-mounted.ts';
import { useListener, useSignIn } from './use-listener.ts';

/** A room that this component is in. */
export interface JoinedRoom<Data> extends Members<Data> {
  /** Replaces the member data of the signed-in user in the room. */
  readonly setData: (data: Data) => Promise<void>;
}

const NO_MEMBERS: Members<never> = { members: [], joined: [], updated: [], left: [], fromCache: true };

/**
 * Joins a room while the component is mounted and a user is signed in, and returns its members. Several components can join the same room.
 *
 * @param data the member data that others see, as in `joinRoom`. The hook joins again when its content changes.
 * @throws into the nearest error boundary: `presence/invalid-argument`, `presence/permission-denied`, `presence/no-provider`
 *
 * @example
 * function Lobby() {
 *   const { members } = useRoom('lobby', { name: 'Alice' });
 *   return <ul>{members.map(({ uid, data }) => <li key={uid}>{data?.name}</li>)}</ul>;
 * }
 */
export function useRoom<Data = unknown>(id: string, data?: Data): JoinedRoom<Data> {
  const presence = usePresence();
  const signIn = useSignIn();
  const room = useMemo(() => getRoom<Data>(presence, id), [presence, id]);
  const [error, setError] = useState<Error | null>(null);
  const json = JSON.stringify(data);
  // biome-ignore lint/correctness/useExhaustiveDependencies: data with the same content is the same data
  useEffect(() => (signIn > 0 ? joinWhileMounted(room, data, setError) : undefined), [room, signIn, json]);
  const members = useListener<Members<Data>>(
    (_, next, failed) => onMembersChanged(room, next, failed),
    [id],
    NO_MEMBERS,
  );
  const setData = useCallback((next: Data) => setMemberData(room, next), [room]);
  if (error !== null) throw error;
  return { ...members, setData };
}
