import { RENEWAL_PERIOD_MS } from '../../contract/index.ts';
import { forAll } from './for-all.ts';
import { type DatabaseAddress, RawClient } from './raw-client.ts';

// A process with many clients, each of another user. So the clients take no time from the processes of the server. It carries out the orders
// of crowd.ts, and answers each with the times of the losses.

const [first, count, address] = process.argv.slice(2);
const database: DatabaseAddress = JSON.parse(address ?? '{}');
const clients = Array.from(
  { length: Number(count) },
  (_, index) => new RawClient(`user-${Number(first) + index}`, database),
);

/** Each client renews its lease once in a period, as pages do that were loaded at different times. */
const ROUNDS = 100;
let round = 0;
setInterval(() => {
  round = (round + 1) % ROUNDS;
  for (let index = round; index < clients.length; index += ROUNDS) clients[index]?.renews();
}, RENEWAL_PERIOD_MS / ROUNDS);

const connect = (): Promise<void> => forAll(clients, (client) => client.connects());
const vanish = async (): Promise<void> => void (await Promise.all(clients.map((client) => client.vanishes())));

const orders: ReadonlyMap<unknown, () => Promise<void>> = new Map([
  ['connect', connect],
  ['vanish', vanish],
  ['blip', () => vanish().then(connect)],
  ['blip in turn', () => forAll(clients, (client) => client.vanishes().then(() => client.connects()))],
]);
process.on('message', (order) => {
  const act = orders.get(order);
  void act?.().then(
    () => process.send?.({ lost: clients.map(({ uid, lostAt }) => [uid, lostAt]) }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.once('disconnect', () => process.exit());
