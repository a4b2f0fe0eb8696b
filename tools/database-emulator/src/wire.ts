// What clients and the server say to each other, for tools that read along.
export { OnDisconnectQueue } from './clients/on-disconnect.ts';
export { parsePath } from './data/path.ts';
export { writesOfUpdate } from './data/writes.ts';
export { FrameReader } from './network/wire-protocol.ts';
