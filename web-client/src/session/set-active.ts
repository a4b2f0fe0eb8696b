import { instanceOf } from './presence.ts';
import type { Presence } from './presence-instance.ts';

/**
 * Sets whether a user is in front of this device. Use it where this package cannot see that: in React Native, while a video plays, in an
 * embedded frame. The value overrides what this package sees, until the next call. A user is away when all connections are idle.
 *
 * @param active true: a user is here, also in a hidden tab. false: no user is here. null: this package decides again, as at the start.
 * @throws `presence/invalid-argument` if `active` is another value
 *
 * @example
 * const video = document.querySelector('video');
 * video?.addEventListener('play', () => setActive(presence, true));
 * video?.addEventListener('pause', () => setActive(presence, null));
 */
export function setActive(presence: Presence, active: boolean | null): void {
  instanceOf(presence).setActive(active);
}
