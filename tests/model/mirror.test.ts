import { test } from 'vitest';
import { always } from './always.ts';
import { OURS } from './code.ts';
import { anyLife, lifeBesideAnotherTab, lifeWithChoices, lifeWithHidingPlaces, stampingLife } from './life.ts';
import { endsInTwoGracePeriods } from './prompt.ts';
import {
  alwaysGuarded,
  endsRight,
  endsWithLastSeen,
  inBothTargets,
  neverGoesBack,
  neverHasty,
  neverOffline,
  nothingHiddenShows,
  writesOnlyChanges,
} from './properties.ts';

/*
 * Rules 4, 5 and 9 in a model of both databases and of Cloud Tasks. The real functions handle the events and ticks of a random life in
 * random orders, some of them twice. The model stalls and kills processes between any two steps.
 */

test('the document agrees with the node in the end, in any order of events', async () => {
  await always(anyLife, OURS, endsRight);
});

test('last seen is correct in the end, in any order of events', async () => {
  await always(anyLife, OURS, endsWithLastSeen);
});

test('the mirror writes only what a watcher can see', async () => {
  await always(anyLife, OURS, writesOnlyChanges);
});

test('the times that watchers see never go back', async () => {
  await always(anyLife, OURS, neverGoesBack);
});

test('watchers see no loss before its own grace period is over', async () => {
  await always(anyLife, OURS, neverHasty);
});

test('while a document is incorrect, an event, a mark, a tick or a note remains', async () => {
  await always(anyLife, OURS, alwaysGuarded);
});

test('the document is correct in the end, whatever settings the user changes', async () => {
  await always(lifeWithChoices, OURS, endsRight);
});

test('the times that watchers see never reveal what an invisible user does', async () => {
  await always(lifeWithChoices, OURS, nothingHiddenShows);
});

test('the times that watchers see never reveal a hidden last seen', async () => {
  await always(lifeWithHidingPlaces, OURS, nothingHiddenShows);
});

test('the state of a user who hides last seen is correct in the end', async () => {
  await always(lifeWithHidingPlaces, OURS, endsRight);
});

test('the times of a user who is invisible at times never go back', async () => {
  await always(lifeWithChoices, OURS, neverGoesBack);
});

const BOTH = { writesBoth: true };

test('both targets agree with the node in the end, in any order of events', async () => {
  await always(anyLife, OURS, inBothTargets(endsRight), BOTH);
});

test('last seen is right in both targets in the end, in any order of events', async () => {
  await always(anyLife, OURS, inBothTargets(endsWithLastSeen), BOTH);
});

test('the mirror writes to both targets only what a watcher can see, and no time goes back', async () => {
  await always(
    anyLife,
    OURS,
    inBothTargets((end) => {
      writesOnlyChanges(end);
      neverGoesBack(end);
    }),
    BOTH,
  );
});

test('a wrong status in one of two targets always has an unfinished event, a mark or a running tick', async () => {
  await always(anyLife, OURS, alwaysGuarded, BOTH);
});

test('the times in both targets never reveal what an invisible user does', async () => {
  await always(
    lifeWithChoices,
    OURS,
    inBothTargets((end) => {
      nothingHiddenShows(end);
      endsRight(end);
    }),
    BOTH,
  );
});

test('watchers never see a user offline while one connection remains', async () => {
  await always(lifeBesideAnotherTab, OURS, neverOffline, { begins: 'steady' });
});

test('a client that stamps its node without end is offline after two grace periods', async () => {
  await endsInTwoGracePeriods(stampingLife, OURS);
});
