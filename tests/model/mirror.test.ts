import { expect, test } from 'vitest';
import { mirrorTo } from '../../functions/src/mirror.ts';
import { always, endsRight, neverGoesBack, nothingHiddenShows } from './always.ts';
import { anyLife, lifeBesideAnotherTab, lifeWithChoices, lifeWithHidingPlaces } from './life.ts';

/*
 * Rules 4, 5 and 9 in a model of both databases: the real mirror handles the events of a random life in every order that a random
 * scheduler finds, some of them twice, while handlers are stalled and killed between any two steps.
 */

test('in whatever order events come, the document ends with what the node says', async () => {
  await always(anyLife, mirrorTo, endsRight);
});

test('in whatever order events come, the document ends with the time when the person was last seen', async () => {
  await always(anyLife, mirrorTo, ({ node, document, ends }) => {
    if (document?.state !== 'offline') return;
    expect(document.lastChanged).toBeGreaterThanOrEqual(ends.at(-1) ?? 0);
    // A node that holds no time has that of whichever event led there.
    if (!node.malformed && !node.absent) expect(document.lastChanged).toBeLessThanOrEqual(node.lastChanged);
  });
});

test('nothing is written that a watcher could not tell from what stood', async () => {
  await always(anyLife, mirrorTo, ({ history, ends }) => {
    history.forEach((status, index) => {
      const before = history[index - 1];
      if (!status || !before || status.state !== before.state) return;
      expect(status).toMatchObject({ state: 'offline', lastChanged: expect.toSatisfy((time) => ends.includes(time)) });
      expect(status.lastChanged).toBeGreaterThan(before.lastChanged);
    });
  });
});

test('what a watcher sees never goes back in time', async () => {
  await always(anyLife, mirrorTo, neverGoesBack);
});

test('a lost connection is no news before a grace period of its own has passed', async () => {
  await always(anyLife, mirrorTo, ({ hasty }) => expect(hasty).toBe(0));
});

test('whatever a person chooses in between, the document ends with what others are to see of them', async () => {
  await always(lifeWithChoices, mirrorTo, endsRight);
});

test('nothing that a person does while they are invisible is ever seen, then or later', async () => {
  await always(lifeWithChoices, mirrorTo, nothingHiddenShows);
});

test('when a person was here while they hid that is never seen, then or later', async () => {
  await always(lifeWithHidingPlaces, mirrorTo, nothingHiddenShows);
});

test('of a person who hides when they were last seen, it is still seen whether they are here', async () => {
  await always(lifeWithHidingPlaces, mirrorTo, endsRight);
});

test('what a watcher sees of a person who is invisible at times never goes back in time', async () => {
  await always(lifeWithChoices, mirrorTo, neverGoesBack);
});

test('a user with a connection that stands is never seen offline, whatever becomes of the others', async () => {
  await always(
    lifeBesideAnotherTab,
    mirrorTo,
    ({ history }) => expect(history.filter((status) => status?.state !== 'online')).toEqual([]),
    { steady: true },
  );
});
