import { instanceOf } from './presence.ts';
import type { Presence } from './presence-instance.ts';

/**
 * Tells whether a user is in front of this device, where the SDK cannot see it: in React Native, while a video plays, in an embedded
 * frame. It counts more than what the SDK sees, until the next call. A user whose devices are all inactive is away.
 *
 * @param active true: a user is here, also in a hidden tab. false: none is. null: the SDK decides again, as it does at the start
 * @throws `presence/invalid-argument` if `active` is none of these
 *
 * @example
 * const video = document.querySelector('video');
 * video?.addEventListener('play', () => setActive(presence, true));
 * video?.addEventListener('pause', () => setActive(presence, null));
 */
export function setActive(presence: Presence, active: boolean | null): void {
  instanceOf(presence).setActive(active);
}
