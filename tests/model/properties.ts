import assert from 'node:assert/strict';
import type { End } from './end.ts';

/** Throws an AssertionError if an end does not have the property. Not `expect`, which is slow: there are millions of ends. */
export type Property = (end: End) => void;

/** Rule 4a: the document agrees with the nodes, and is missing only if the user is absent. No mark and no note remains. */
export function endsRight({ user, document, mark, notes }: End): void {
  assert.equal(document?.state ?? 'offline', user.status.state);
  assert.equal(document?.availability ?? 'available', user.status.availability);
  if (user.kind !== 'invisible') assert.deepEqual(document?.custom ?? null, user.status.custom);
  if (document === null) assert(user.kind === 'absent');
  assert.equal(mark, null);
  assert.equal(notes, 0);
}

/** Last seen is the end of the last stay, unless the user hides it. */
export function endsWithLastSeen({ document, user, hasTime, lastStamp, aheadMs, watch: { ends } }: End): void {
  if (document?.state !== 'offline' || user.kind === 'invisible' || user.lastSeenHidden) return;
  assert(document.lastChanged >= (ends.at(-1) ?? 0));
  // A node without a time has the time of the event or tick that read it.
  if (hasTime) assert(document.lastChanged <= lastStamp + aheadMs);
}

export function writesOnlyChanges({ history, watch: { ends } }: End): void {
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

/** No version of the document contains a time at which the user was hidden. */
export function nothingHiddenShows({ history, watch: { hidden } }: End): void {
  const times = history.map((status) => status?.lastChanged ?? 0);
  for (const { from, to } of hidden) assert(!times.some((time) => time > from && time < to));
}

/** Rules 9a and 9c. */
export function neverHasty({ watch: { hasty } }: End): void {
  assert.equal(hasty, 0);
}

/** While a document is incorrect, an event that is not handled yet, a mark, a running tick or the note of a killed tick remains. */
export function alwaysGuarded({ watch: { unguarded } }: End): void {
  assert.equal(unguarded, 0);
}

export function neverOffline({ history }: End): void {
  assert(history.every((status) => status?.state === 'online'));
}

/** A property of the status document that the public status has too. */
export function inBothTargets(property: Property): Property {
  return (end) => {
    assert(end.publicStatus !== null);
    property(end);
    property({ ...end, ...end.publicStatus });
  };
}
