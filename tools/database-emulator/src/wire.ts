// The messages between clients and the server, for tools that read them.
export { OnDisconnectQueue } from './clients/on-disconnect.ts';
export { parsePath } from './data/path.ts';
export { writesOfUpdate } from './data/writes.ts';
export { FrameReader } from './network/wire-protocol.ts';
