import { ASKED_ROOT, LATE_AFTER_SECONDS, LEASE_ROOT, randomId, statusPath } from '../../contract/index.ts';
import { sweep } from '../../functions/src/sweeper.ts';
import * as suite from '../../tests/kit/suite.ts';
import { openDatabaseMeter } from '../cost/database-meter.ts';
import { type Figure, figuresAbout } from '../figure.ts';
import { inWords } from '../figures.ts';
import { NAMESPACE, type StandIn, startStandIn } from './stand-in.ts';

/** Measures one sweep of so many expired leases, whose clients were asked, among so many others. */
export async function measureSweep(expired: number, living: number): Promise<Figure[]> {
  const standIn = await startStandIn();
  await fill(standIn, expired, living);
  const meter = await openDatabaseMeter(standIn);
  const { database } = suite.admin(`http://${meter.host}:${meter.port}?ns=${NAMESPACE}`);
  // The first request opens the socket.
  await database.ref('sweeper').get();
  const before = meter.of('function');
  const start = performance.now();
  const { swept } = await sweep(database.ref(), Date.now, LATE_AFTER_SECONDS * 1000);
  const seconds = (performance.now() - start) / 1000;
  const after = meter.of('function');
  database.goOffline();
  meter.close();
  await standIn.close();
  if (swept !== expired) throw new Error(`${swept} of ${expired} connections were swept`);
  const figure = figuresAbout({
    bench: 'scale',
    event: `${inWords(expired)} expired among ${inWords(living)} living`,
    system: 'ours, on the stand-in',
  });
  return [
    figure('seconds', 's', seconds),
    figure('RTDB writes', 'writes', after.writes - before.writes),
    figure('bytes read for each that expired', 'bytes', (after.bytesDown - before.bytesDown) / expired),
  ];
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
