import type { Reference } from 'firebase-admin/database';
import { ASKED_ROOT, LATE_AFTER_SECONDS, LEASE_ROOT, randomId, statusPath } from '../../contract/index.ts';
import { sweep } from '../../functions/src/sweeper.ts';
import * as suite from '../../tests/kit/suite.ts';
import { openDatabaseMeter } from '../cost/database-meter.ts';
import { type Figure, figuresAbout } from '../figure.ts';
import { inWords } from '../figures.ts';
import { NAMESPACE, type StandIn, startStandIn } from './stand-in.ts';

/** Measures the sweeps of so many expired leases, whose clients were asked, among so many others. */
export async function measureSweep(expired: number, living: number): Promise<Figure[]> {
  const standIn = await startStandIn();
  const meter = await openDatabaseMeter(standIn);
  const { database } = suite.admin(`http://${meter.host}:${meter.port}?ns=${NAMESPACE}`);
  try {
    await fill(standIn, expired, living);
    // The first request opens the socket.
    await database.ref('sweeper').get();
    const before = meter.of('function');
    const start = performance.now();
    const sweeps = await sweepAll(database.ref(), expired);
    const seconds = (performance.now() - start) / 1000;
    const after = meter.of('function');
    const figure = figuresAbout({
      bench: 'scale',
      event: `${inWords(expired)} expired among ${inWords(living)} living`,
      system: 'ours, on the stand-in',
    });
    return [
      figure('ticks', 'ticks', sweeps),
      figure('seconds', 's', seconds),
      figure('RTDB writes', 'writes', after.writes - before.writes),
      figure('messages to the sweeper', 'messages', after.messagesDown - before.messagesDown),
      figure('bytes read for each that expired', 'bytes', (after.bytesDown - before.bytesDown) / expired),
    ];
  } finally {
    database.goOffline();
    meter.close();
    await standIn.close();
  }
}

/** Sweeps until all are removed: one sweep has a limit, and the next tick continues at once. @returns how many sweeps that took */
async function sweepAll(root: Reference, expired: number): Promise<number> {
  let left = expired;
  for (let sweeps = 1; ; sweeps++) {
    const { swept, failed } = await sweep(root, Date.now, LATE_AFTER_SECONDS * 1000);
    left -= swept;
    if (left === 0) return sweeps;
    if (swept === 0 || left < 0)
      throw new Error(`${expired - left} of ${expired} connections were swept. ${failed[0] ?? ''}`);
  }
}

async function fill(standIn: StandIn, expired: number, living: number): Promise<void> {
  const now = Date.now();
  const times = [...Array<number>(expired).fill(1), ...Array<number>(living).fill(now)];
  const newId = () => randomId((bytes) => crypto.getRandomValues(bytes));
  const entries = times.map((at, index) => ({ id: newId(), uid: `user-${index}`, at }));
  const leases = entries.map(({ id, uid, at }) => [`${uid}:00`, { id, at }]);
  const asked = entries.slice(0, expired).map(({ uid }) => [`${uid}:00`, { at: 1, renewed_at: 1 }]);
  const nodes = entries.map(({ id, uid, at }) => [
    statusPath(uid).split('/')[1],
    { last_changed: at, connections: { [id]: { last_changed: at, slot: '00' } } },
  ]);
  await standIn.put(`/${LEASE_ROOT}`, Object.fromEntries(leases));
  await standIn.put(`/${ASKED_ROOT}`, Object.fromEntries(asked));
  await standIn.put('/status', Object.fromEntries(nodes));
}
