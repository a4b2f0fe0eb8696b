export { handlesAfterGrace, ours } from './ours.ts';
export type { Person } from './person.ts';
export { Place } from './place.ts';
export { sample } from './sample.ts';
export type { Client, System } from './system.ts';
export type { Tab } from './tab.ts';
