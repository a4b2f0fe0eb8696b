import { deleteApp, setLogLevel } from 'firebase/app';
import { goOffline } from 'firebase/database';
import { disableNetwork } from 'firebase/firestore';
import { type Client, connectDevice, type Device, signInAs } from '../../tests/kit/users/index.ts';
import { monotonic } from './monotonic.ts';
import { FIREBASE_SYSTEMS } from './systems.ts';

// The person's browser: a process of its own, so that what the page does takes no time from the function. It does what it is told, and
// answers with the time of the act.

const [systemName, uid = '', projectId = '', host = '', port] = process.argv.slice(2);
const system = FIREBASE_SYSTEMS.find(({ name }) => name === systemName);
// Firestore would warn of each write that the rules refuse, and those of presence are meant to be refused now and then.
setLogLevel('silent');

let page: Device | null = null;
let client: Client | null = null;

const orders: ReadonlyMap<unknown, () => Promise<number>> = new Map([
  ['load', loads],
  ['start', starts],
  ['close', closes],
]);
process.on('message', (order) => {
  const act = orders.get(order);
  void act?.().then((at) => process.send?.(at));
});
process.once('disconnect', () => process.exit());

async function loads(): Promise<number> {
  // What is left of the page before.
  if (page) await deleteApp(page.app);
  page = connectDevice({ projectId }, { host, port: Number(port) });
  await signInAs(page, uid);
  return monotonic();
}

async function starts(): Promise<number> {
  const at = monotonic();
  if (page && system) client = system.startClient(page, uid);
  return at;
}

/** Of a page that is gone only the socket's end is heard: its Firestore says nothing any more. */
async function closes(): Promise<number> {
  client?.stop();
  if (page) await disableNetwork(page.firestore);
  const at = monotonic();
  if (page) goOffline(page.database);
  return at;
}
