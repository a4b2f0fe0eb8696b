import { test } from 'vitest';
import { always } from './always.ts';
import { OURS } from './code.ts';
import { anyLife, lifeBesideAnotherTab, lifeWithChoices, lifeWithHidingPlaces, stampingLife } from './life.ts';
import { endsInTwoGracePeriods } from './prompt.ts';
import {
  alwaysGuarded,
  endsRight,
  endsWithLastSeen,
  neverGoesBack,
  neverHasty,
  neverOffline,
  nothingHiddenShows,
  writesOnlyNews,
} from './properties.ts';

/*
 * Rules 4, 5 and 9 in a model of both databases and of Cloud Tasks: the real functions handle the events and ticks of a random life in
 * random orders, some of them twice, while processes are stalled and killed between any two steps.
 */

test('in whatever order events come, the document ends with what the node says', async () => {
  await always(anyLife, OURS, endsRight);
});

test('in whatever order events come, the document ends with the time when the person was last seen', async () => {
  await always(anyLife, OURS, endsWithLastSeen);
});

test('nothing is written that a watcher could not tell from what stood', async () => {
  await always(anyLife, OURS, writesOnlyNews);
});

test('what a watcher sees never goes back in time', async () => {
  await always(anyLife, OURS, neverGoesBack);
});

test('a lost connection is no news before a grace period of its own has passed', async () => {
  await always(anyLife, OURS, neverHasty);
});

test('a wrong document always has an unfinished event, a mark or a running tick', async () => {
  await always(anyLife, OURS, alwaysGuarded);
});

test('whatever a person chooses in between, the document ends with what others are to see of them', async () => {
  await always(lifeWithChoices, OURS, endsRight);
});

test('nothing that a person does while they are invisible is ever seen, then or later', async () => {
  await always(lifeWithChoices, OURS, nothingHiddenShows);
});

test('when a person was here while they hid that is never seen, then or later', async () => {
  await always(lifeWithHidingPlaces, OURS, nothingHiddenShows);
});

test('of a person who hides when they were last seen, it is still seen whether they are here', async () => {
  await always(lifeWithHidingPlaces, OURS, endsRight);
});

test('what a watcher sees of a person who is invisible at times never goes back in time', async () => {
  await always(lifeWithChoices, OURS, neverGoesBack);
});

test('a user with a connection that stands is never seen offline, whatever becomes of the others', async () => {
  await always(lifeBesideAnotherTab, OURS, neverOffline, { begins: 'steady' });
});

test('a client that stamps its node without end after its loss is offline after two grace periods', async () => {
  await endsInTwoGracePeriods(stampingLife, OURS);
});
