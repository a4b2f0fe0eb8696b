import { type OurOptions, ourServer } from '../functions/index.ts';
import { startOurs, startOursWithoutFirestore } from '../users/index.ts';
import type { System } from './system.ts';

/** Our system as deployed, unless the options say otherwise. */
export const ours = (options?: OurOptions): System => ({ ...ourServer(options), startClient: startOurs });

/** Our system without Firestore: the functions write the public statuses alone, and no page uses Firestore. */
export const oursWithoutFirestore = (options?: Omit<OurOptions, 'targets'>): System => ({
  ...ourServer({ ...options, targets: 'database' }),
  startClient: startOursWithoutFirestore,
  isWatchedInDatabase: true,
});
