import assert from 'node:assert/strict';
import type { End } from './end.ts';

/** Throws an AssertionError if it does not hold. Not `expect`: that is slow, and there are millions of ends. */
export type Property = (end: End) => void;

/** Rule 4: the document says what the nodes say, and is missing only where there is nothing to say. No mark and no note is left over. */
export function endsRight({ user, document, mark, notes }: End): void {
  assert.equal(document?.state ?? 'offline', user.status.state);
  assert.equal(document?.availability ?? 'available', user.status.availability);
  if (user.kind !== 'invisible') assert.deepEqual(document?.custom ?? null, user.status.custom);
  if (document === null) assert(user.kind === 'absent');
  assert.equal(mark, null);
  assert.equal(notes, 0);
}

/** When a user was last seen is the end of their last stay, unless they hide it. */
export function endsWithLastSeen({ document, user, hasTime, lastStamp, aheadMs, watch: { ends } }: End): void {
  if (document?.state !== 'offline' || user.kind === 'invisible' || user.lastSeenHidden) return;
  assert(document.lastChanged >= (ends.at(-1) ?? 0));
  // A node that holds no time has that of the event or tick that read it.
  if (hasTime) assert(document.lastChanged <= lastStamp + aheadMs);
}

export function writesOnlyNews({ history, watch: { ends } }: End): void {
  history.forEach((status, index) => {
    const before = history[index - 1];
    if (!status || !before || status.state !== before.state) return;
    assert.equal(status.state, 'offline');
    assert(ends.includes(status.lastChanged));
    assert(status.lastChanged > before.lastChanged);
  });
}

export function neverGoesBack({ history, aheadMs }: End): void {
  history.forEach((status, index) => {
    assert((status?.lastChanged ?? 0) >= (history[index - 1]?.lastChanged ?? 0) - aheadMs);
  });
}

/** Of what happened while nobody was to see it, no time is ever told. */
export function nothingHiddenShows({ history, watch: { hidden } }: End): void {
  const times = history.map((status) => status?.lastChanged ?? 0);
  for (const { from, to } of hidden) assert(!times.some((time) => time > from && time < to));
}

/** Rule 9. */
export function neverHasty({ watch: { hasty } }: End): void {
  assert.equal(hasty, 0);
}

/** A document that is wrong always has an unfinished event, a mark, or a running tick. */
export function alwaysGuarded({ watch: { unguarded } }: End): void {
  assert.equal(unguarded, 0);
}

export function neverOffline({ history }: End): void {
  assert(history.every((status) => status?.state === 'online'));
}
