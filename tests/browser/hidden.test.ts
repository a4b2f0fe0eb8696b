import type { ConnectionPlace } from '@firebase-presence/contract';
import { expect, test } from 'vitest';
import { connections, places } from '../kit/users/index.ts';
import { type BrowserPerson, person } from './browser-person.ts';
import { clientAnswers, renewals } from './on-the-server.ts';

/*
 * Rule 7: browsers run the timers of a hidden page once a minute. Its connection is not swept.
 */

test('a page whose own timers are throttled renews its lease by the timers of a worker', async () => {
  const alice = await person('alice', { timers: 'throttled', renewalMs: 1000 });
  await alice.opensTab();
  await renewals(await onlyPlace(alice), 3);
});

test('a page renews its lease by its own timers when its policy refuses the worker', async () => {
  const alice = await person('alice', { workers: "'none'", renewalMs: 1000 });
  alice.expectsRefusedWorker();
  await alice.opensTab();
  await renewals(await onlyPlace(alice), 3);
});

test('a page without a worker and with throttled timers answers the tick that asks, each time', async () => {
  const alice = await person('alice', { timers: 'throttled', workers: "'none'" });
  alice.expectsRefusedWorker();
  await alice.opensTab();
  const place = await onlyPlace(alice);
  await clientAnswers(place, 1);
  await clientAnswers(place, 2);
  expect(await connections(alice)).toEqual([place.id]);
});

test('a page whose policy allows workers from a blob uses one', async () => {
  const alice = await person('alice', { timers: 'throttled', workers: 'blob:', renewalMs: 1000 });
  await alice.opensTab();
  await renewals(await onlyPlace(alice), 3);
});

async function onlyPlace(someone: BrowserPerson): Promise<ConnectionPlace> {
  const [place] = await places(someone);
  if (!place) throw new Error('The tab has no connection');
  return place;
}
