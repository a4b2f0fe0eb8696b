import { setMaxListeners } from 'node:events';
import { setLogLevel } from 'firebase/app';
import { BusyTab } from './busy-tab.ts';

// A process with many clients. crowd.ts starts it with the uids and the pause between two actions. When crowd.ts asks it to settle, it
// answers with the uids that stay present.

const [pauseMs = '0', ...uids] = process.argv.slice(2);
const end = new AbortController();
setMaxListeners(uids.length, end.signal);
// Firestore would log a warning for each refused write. The rules refuse writes of presence on purpose now and then.
setLogLevel('silent');
process.once('message', () => end.abort());
process.once('disconnect', () => process.exit());

const clients = uids.map((uid) => new BusyTab(uid, (error) => process.send?.({ error: String(error) })));
await Promise.all(clients.map((client) => client.run(Number(pauseMs), end.signal)));
await Promise.all(clients.map((client) => client.settle()));
process.send?.({ present: clients.filter(({ isPresent }) => isPresent).map(({ uid }) => uid) });
