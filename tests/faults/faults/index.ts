import { ACCOUNTS } from './accounts.ts';
import { DATA } from './data.ts';
import { DEVICES } from './devices.ts';
import { EVENTS } from './events.ts';
import type { Fault } from './fault.ts';
import { HANDLERS } from './handlers.ts';
import { NETWORKS } from './networks.ts';
import { TABS } from './tabs.ts';

export type { Fault } from './fault.ts';

/** All faults, by kind, in the order of the table in docs/9. */
export const FAULTS: readonly Fault[] = [
  ...TABS,
  ...DEVICES,
  ...NETWORKS,
  ...ACCOUNTS,
  ...DATA,
  ...EVENTS,
  ...HANDLERS,
];
