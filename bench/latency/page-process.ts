import { subscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';
import { deleteApp, setLogLevel } from 'firebase/app';
import { goOffline } from 'firebase/database';
import { disableNetwork } from 'firebase/firestore';
import { type Client, connectDevice, type Device, signInAs } from '../../tests/kit/users/index.ts';
import { monotonic } from './monotonic.ts';
import { FIREBASE_SYSTEMS } from './systems.ts';

// The user's browser: a process of its own, so that the page takes no time from the function. It carries out the orders that it gets, and
// answers with the time of each act.

const [systemName, uid = '', projectId = '', host = '', port] = process.argv.slice(2);
const system = FIREBASE_SYSTEMS.find(({ name }) => name === systemName);
// Firestore warns of each write that the rules reject. Presence makes some writes that the rules are meant to reject.
setLogLevel('silent');

/** The sockets to the Realtime Database. */
const sockets = new Set<Socket>();
subscribe('net.client.socket', (message) => {
  const socket = typeof message === 'object' && message !== null && 'socket' in message ? message.socket : null;
  if (!(socket instanceof Socket)) return;
  socket.once('connect', () => {
    if (socket.remotePort === Number(port)) sockets.add(socket);
  });
  socket.once('close', () => sockets.delete(socket));
});

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
  // The previous page.
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

/**
 * When a page is closed, the server sees only the end of its socket. `goOffline` keeps the page from connecting again; it would wait for the
 * answer of the server before it ends the socket. The Firestore of the page sends nothing any more.
 */
async function closes(): Promise<number> {
  client?.stop();
  if (page) await disableNetwork(page.firestore);
  const at = monotonic();
  if (page) goOffline(page.database);
  for (const socket of sockets) socket.destroy();
  return at;
}
