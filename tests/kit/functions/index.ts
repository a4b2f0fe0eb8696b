export { type Databases, Functions, functionsOf } from './functions.ts';
export { type HandlerTools, Platform, type StatusEvent } from './platform.ts';
export { mirrorNow, type Stage, shallowKeys, stage } from './stage.ts';
export { type TriggerEvent, Triggers } from './triggers.ts';
