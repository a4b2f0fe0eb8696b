export { Attacker } from './attacker.ts';
export { EFFECTS, type Effect } from './effects.ts';
