import { type OurOptions, ourServer } from '../functions/index.ts';
import { startOurs } from '../users/index.ts';
import type { System } from './system.ts';

/** Our system as deployed, unless the options say otherwise. */
export const ours = (options?: OurOptions): System => ({ ...ourServer(options), startClient: startOurs });
