import {
  fieldsOf,
  type MultiPathUpdate,
  OCCUPANCY_ROOT,
  occupancyPath,
  ROOM_ROOT,
  removalOfSeat,
  roomPath,
  type Seat,
} from '@firebase-presence/contract';
import { childrenOf, type Instance, leasesOf } from './databases.ts';
import type { Repair, RepairReport } from './repair-report.ts';
import { markUncounted } from './rooms.ts';

type Options = Pick<Repair, 'shallowKeys' | 'dryRun' | 'batch'>;
type Report = Pick<RepairReport, 'unleasedSeats' | 'miscountedRooms' | 'failed'>;

/** Removes seats that no lease names. Marks the rooms whose stored occupancy is incorrect, so that a tick counts them. */
export async function repairRooms(instance: Instance, options: Options, report: Report): Promise<void> {
  const [rooms, counted] = await Promise.all([
    options.shallowKeys(instance, ROOM_ROOT),
    options.shallowKeys(instance, OCCUPANCY_ROOT),
  ]);
  const repairOne = (roomId: string): Promise<void> =>
    repairRoom(instance, roomId, options, report).catch((error: unknown) => {
      report.failed.push(`room ${roomId}: ${error}`);
    });
  const all = [...new Set([...rooms, ...counted])];
  for (let done = 0; done < all.length; done += AT_ONCE) {
    await Promise.all(all.slice(done, done + AT_ONCE).map(repairOne));
  }
}

/** How many rooms are repaired side by side. One after the other, those of a large app would take longer than a run may take. */
const AT_ONCE = 20;

async function repairRoom(instance: Instance, roomId: string, options: Options, report: Report): Promise<void> {
  const { root } = instance;
  let members = 0;
  // The rooms share the batch: a member can have some hundred kilobytes of seats.
  for await (const page of pagesOfMembers(instance, roomId, Math.ceil(options.batch / AT_ONCE))) {
    members += page.length;
    await Promise.all(page.map(([uid, seats]) => removeUnleasedSeats(instance, roomId, uid, seats, options, report)));
  }
  const stored = Number((await root.child(occupancyPath(roomId)).get()).val());
  if (stored === members) return;
  report.miscountedRooms++;
  // The next tick counts the room.
  if (!options.dryRun) await markUncounted(root, roomId, Date.now());
}

async function* pagesOfMembers(
  { root }: Instance,
  roomId: string,
  batch: number,
): AsyncGenerator<[uid: string, seats: unknown][]> {
  const members = root.child(roomPath(roomId)).orderByKey().limitToFirst(batch);
  let page = childrenOf(await members.get());
  while (page.length > 0) {
    yield page;
    const [last = ''] = page.at(-1) ?? [];
    page = childrenOf(await members.startAfter(last).get());
  }
}

/** Removes a member's seats that no lease names. The seats were read before the leases, so a seat that is taken meanwhile is safe. */
async function removeUnleasedSeats(
  { root }: Instance,
  roomId: string,
  uid: string,
  seats: unknown,
  { dryRun }: Options,
  report: Report,
): Promise<void> {
  const named = new Set(
    (await leasesOf(root, uid)).flatMap(({ seats: of }) => of.filter(isIn(roomId)).map(({ seat }) => seat)),
  );
  const update: MultiPathUpdate = {};
  for (const seat of Object.keys(fieldsOf(seats))) {
    if (named.has(seat)) continue;
    report.unleasedSeats++;
    Object.assign(update, removalOfSeat(uid, { roomId, seat }));
  }
  if (!dryRun && Object.keys(update).length > 0) await root.update(update);
}

const isIn =
  (roomId: string) =>
  (seat: Seat): boolean =>
    seat.roomId === roomId;
