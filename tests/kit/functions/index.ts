export { Backend, type BackendOptions, startParts } from './backend.ts';
export { type OurOptions, ourServer } from './our-server.ts';
export type { Platform } from './platform.ts';
export { rest } from './rest.ts';
export { type Functions, onlyHandlers, type ServerSide } from './server-side.ts';
export { shallowKeys } from './shallow-keys.ts';
export { mirrorNow, type Stage, stage } from './stage.ts';
export { STATUS_TRIGGER } from './stand-in.ts';
export { PLACES, type StatusPlace } from './status-place.ts';
