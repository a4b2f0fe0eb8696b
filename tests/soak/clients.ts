import { setMaxListeners } from 'node:events';
import { setLogLevel } from 'firebase/app';
import { BusyTab } from './busy-tab.ts';

// A process full of clients; crowd.ts starts it, with the users' ids and the pause between two acts. Asked to settle, it says who stayed.

const [pauseMs = '0', ...uids] = process.argv.slice(2);
const end = new AbortController();
setMaxListeners(uids.length, end.signal);
// Firestore would warn of each write that the rules refuse, and those of presence are meant to be refused now and then.
setLogLevel('silent');
process.once('message', () => end.abort());
process.once('disconnect', () => process.exit());

const clients = uids.map((uid) => new BusyTab(uid, (error) => process.send?.({ error: String(error) })));
await Promise.all(clients.map((client) => client.lives(Number(pauseMs), end.signal)));
await Promise.all(clients.map((client) => client.settles()));
process.send?.({ here: clients.filter(({ isHere }) => isHere).map(({ uid }) => uid) });
