export { type Client, type StartClient, startOurs } from './client.ts';
export { isConnected } from './connection-state.ts';
export { connections, node, place, places } from './connections.ts';
export { connectDevice, customToken, type Device, newDevice, signInAs } from './device.ts';
export { IN_THE_SUITE, Person, person } from './person.ts';
export { statusesSeen } from './statuses-seen.ts';
export { Tab } from './tab.ts';
export { valuesOf } from './values-of.ts';
export { Watch, watch } from './watch.ts';
