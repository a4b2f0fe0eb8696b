import { ourContestant } from '../cost/contestants.ts';
import { during, type Measurement } from '../cost/measurement.ts';
import { type Figure, figuresAbout } from '../figure.ts';
import { inWords } from '../figures.ts';
import type { Log } from '../log.ts';
import { forAll } from './for-all.ts';
import { RawClient } from './raw-client.ts';

/** Longer than the measurement. */
const RENEWAL_MS = 600_000;

/**
 * So many users, with the function and Firestore. First all lose their socket at the same moment and connect again at once, as after a
 * restart of the server. Then all go, and all come back.
 */
export function measureMassReconnect(count: number, log: Log): Promise<Figure[]> {
  return during(ourContestant(RENEWAL_MS), log, async (measurement) => {
    const { place } = measurement;
    const namespace = `${place.projectId}-default-rtdb`;
    const clients = Array.from(
      { length: count },
      (_, index) => new RawClient(`user-${index}`, place.address, namespace),
    );
    const connect = () => forAll(clients, (client) => client.connects());
    const vanish = () => forAll(clients, (client) => client.vanishes());
    const figures: Figure[] = [];
    const measure = async (act: string, online: number, acts: () => Promise<void>): Promise<void> => {
      log(`${inWords(count)} users ${act}`);
      figures.push(...(await figuresOf(`${inWords(count)} users`, act, measurement, acts)));
      const seen = (await place.firestore.collection('status').where('state', '==', 'online').count().get()).data()
        .count;
      if (seen !== online) throw new Error(`${act}: ${seen} users are online in Firestore instead of ${online}`);
    };
    await measure('come', count, connect);
    await measure('are lost, and back at once', count, () => vanish().then(connect));
    await measure('go', 0, vanish);
    await measure('come back', count, connect);
    await vanish();
    return figures;
  });
}

async function figuresOf(
  event: string,
  act: string,
  measurement: Measurement,
  acts: () => Promise<void>,
): Promise<Figure[]> {
  let doneMs = 0;
  let settledMs = 0;
  const counts = await measurement.cost(async () => {
    const start = performance.now();
    await acts();
    doneMs = performance.now() - start;
    settledMs = (await measurement.comesToRest()) - start;
  });
  const figure = figuresAbout({ bench: 'scale', event, system: 'ours, on the stand-in' });
  return [
    figure(`all ${act}: done after`, 's', doneMs / 1000),
    figure(`all ${act}: Firestore is correct after`, 's', settledMs / 1000),
    figure(`all ${act}: Firestore writes`, 'writes', counts.get('Firestore writes') ?? 0),
  ];
}
