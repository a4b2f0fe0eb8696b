export { Deployment } from './deployment.ts';
export { ours, oursWithoutFirestore } from './ours.ts';
export { sample } from './sample.ts';
export type { System } from './system.ts';
