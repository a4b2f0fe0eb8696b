import {
  type BudgetStep,
  MAX_CUSTOM_EMOJI,
  MAX_CUSTOM_LIFETIME_MS,
  MAX_CUSTOM_TEXT,
  settingChange,
  settingsPath,
} from '@firebase-presence/contract';
import { type DatabaseRequest, reads, removes, sets, writes } from './database-request.ts';
import { ANEW, exhausted, MORE, over, spent } from './spent.ts';
import { NOW, OLD, type Values } from './status-node.ts';

/*
 * /presence/settings/{uid}: what a user chose. Only they may see it; others see what the function makes of it.
 */

const SETTINGS = settingsPath('alice');
const HOUR = 3_600_000;

const busy = { value: 'busy', at: NOW };
const invisible = { value: 'invisible', at: NOW };
const chosen = {
  availability: { value: 'busy', at: OLD },
  custom: { text: 'Lunch', expires_at: OLD, at: OLD },
  last_seen: { hidden: true, at: OLD },
  last_changed: OLD,
};
const busyBefore: Values = { [SETTINGS]: chosen };
const invisibleBefore: Values = {
  [SETTINGS]: { availability: { value: 'invisible', at: OLD }, last_changed: OLD },
};

const availability = (value: unknown, step: BudgetStep | null = ANEW) =>
  writes(settingChange('alice', 'availability', value, NOW, step));
const custom = (value: unknown, step: BudgetStep | null = ANEW) =>
  writes(settingChange('alice', 'custom', value, NOW, step));
const lastSeen = (value: unknown) => writes(settingChange('alice', 'last_seen', value, NOW, ANEW));
const says = (more: Record<string, unknown>) => custom({ text: 'Lunch', at: NOW, ...more });
/** The step is written at the same time, path by path. */
const paid = (values: Values) => writes({ ...settingChange('alice', 'custom', null, NOW, ANEW), ...values });

export const settingsAllowed: DatabaseRequest[] = [
  ...['available', 'busy', 'invisible'].map((value) => ({
    title: `a user is ${value} by choice`,
    ...availability({ value, at: NOW }),
  })),
  { title: 'a user has a custom status', ...says({ emoji: '🍜', expires_at: Date.now() + HOUR }) },
  { title: 'a user has a custom status with an emoji alone', ...says({ text: '', emoji: '🍜' }) },
  { title: 'a custom status of the greatest length is taken', ...says({ text: 'x'.repeat(MAX_CUSTOM_TEXT) }) },
  { title: 'an emoji of the greatest length is taken', ...says({ emoji: 'x'.repeat(MAX_CUSTOM_EMOJI) }) },
  { title: 'a custom status may last for a year', ...says({ expires_at: Date.now() + MAX_CUSTOM_LIFETIME_MS - HOUR }) },
  { title: 'a user takes their custom status back', stands: busyBefore, ...custom(null) },
  { title: 'a user hides when they were last seen', ...lastSeen({ hidden: true, at: NOW }) },
  { title: 'a user hides no longer when they were last seen', ...lastSeen({ hidden: false, at: NOW }) },
  {
    title: 'a user makes one choice again while all others keep their times',
    stands: busyBefore,
    ...writes({
      ...settingChange('alice', 'availability', chosen.availability, NOW, ANEW),
      [`${SETTINGS}/custom`]: chosen.custom,
      [`${SETTINGS}/last_seen`]: chosen.last_seen,
    }),
  },
  { title: 'a user reads what they chose', stands: busyBefore, ...reads(SETTINGS) },
  {
    title: 'a user takes back all choices with one step',
    stands: busyBefore,
    ...paid({ [`${SETTINGS}/availability`]: null, [`${SETTINGS}/last_seen`]: null }),
  },
  { title: 'a user turns invisible without a step', ...availability(invisible, null) },
  {
    title: 'a busy user turns invisible with an exhausted budget',
    stands: { ...busyBefore, ...exhausted('changes') },
    ...availability(invisible, null),
  },
  {
    title: 'a user turns visible with one more step',
    stands: { ...invisibleBefore, ...spent('changes', 1) },
    ...availability(null, MORE),
  },
  {
    title: 'a user turns visible in a new window',
    stands: { ...invisibleBefore, ...over('changes') },
    ...availability({ value: 'available', at: NOW }),
  },
  {
    title: 'somebody with the uid of a deleted account chooses anew',
    stands: { 'presence/forgotten/alice': -1 },
    ...availability(busy),
  },
];

const refusedBudgets: DatabaseRequest[] = [
  { title: 'nobody chooses without a step', ...availability(busy, null) },
  {
    title: 'nobody chooses with an exhausted budget',
    stands: exhausted('changes'),
    ...availability(busy, MORE),
  },
  {
    title: 'nobody turns visible with an exhausted budget',
    stands: { ...invisibleBefore, ...exhausted('changes') },
    ...availability(null, MORE),
  },
  { title: 'nobody turns visible without a step', stands: invisibleBefore, ...availability(null, null) },
  {
    title: 'an invisible user changes nothing else without a step',
    stands: invisibleBefore,
    ...custom({ text: 'Lunch', at: NOW }, null),
  },
  {
    title: 'an invisible user does not turn invisible again without a step',
    stands: invisibleBefore,
    ...availability(invisible, null),
  },
  { title: 'nobody removes their settings', stands: busyBefore, ...removes(SETTINGS) },
  {
    title: 'nobody removes their settings with a step',
    stands: busyBefore,
    ...writes({ [SETTINGS]: null, 'presence/budget/alice/changes': { since: NOW, n: 1 } }),
  },
  {
    title: 'nobody turns visible by removing their settings',
    stands: { ...invisibleBefore, ...exhausted('changes') },
    ...removes(SETTINGS),
  },
  {
    title: 'nobody chooses with a step of typing',
    ...writes({
      ...settingChange('alice', 'availability', busy, NOW, null),
      'presence/budget/alice/typing': { since: NOW, n: 1, seat: 'lobby/seat' },
    }),
  },
  {
    title: 'nobody chooses with the step of another',
    as: 'bob',
    ...writes({
      ...settingChange('alice', 'availability', busy, NOW, null),
      'presence/budget/bob/changes': { since: NOW, n: 1 },
    }),
  },
];

export const settingsRefused: DatabaseRequest[] = [
  ...refusedBudgets,
  { title: "nobody reads another's choices", as: 'bob', stands: busyBefore, ...reads(SETTINGS) },
  { title: 'nobody reads choices while signed out', as: null, stands: busyBefore, ...reads(SETTINGS) },
  { title: 'nobody lists choices', stands: busyBefore, ...reads('presence/settings') },
  {
    title: 'nobody finds out by a query who is invisible',
    as: 'bob',
    stands: invisibleBefore,
    asks: (db) => db.ref('presence/settings').orderByChild('availability/value').equalTo('invisible').get(),
  },
  { title: 'nobody chooses for another', as: 'bob', ...availability(busy) },
  { title: 'nobody makes another invisible', as: 'bob', ...availability(invisible, null) },
  { title: 'nobody chooses while signed out', as: null, ...availability(busy) },
  { title: 'nobody has an unknown availability', ...availability({ value: 'asleep', at: NOW }) },
  { title: 'nobody chooses an availability in the past', ...availability({ value: 'busy', at: OLD }) },
  { title: 'nobody chooses an availability in the future', ...availability({ value: 'busy', at: Date.now() + HOUR }) },
  { title: 'nobody chooses an availability without a time', ...availability({ value: 'busy' }) },
  {
    title: 'nobody chooses without a stamp',
    ...writes({ [`${SETTINGS}/availability`]: busy, 'presence/budget/alice/changes': { since: NOW, n: 1 } }),
  },
  { title: 'nobody has a custom status that is too long', ...says({ text: 'x'.repeat(MAX_CUSTOM_TEXT + 1) }) },
  { title: 'nobody has an emoji that is too long', ...says({ emoji: 'x'.repeat(MAX_CUSTOM_EMOJI + 1) }) },
  { title: 'nobody has a custom status that has expired', ...says({ expires_at: OLD }) },
  { title: 'nobody has a custom status for ever', ...says({ expires_at: Date.now() + MAX_CUSTOM_LIFETIME_MS + HOUR }) },
  { title: 'nobody has a custom status of yesterday', ...says({ at: OLD }) },
  { title: 'nobody hides when they were last seen as of yesterday', ...lastSeen({ hidden: true, at: OLD }) },
  { title: 'nobody adds an unknown choice', ...paid({ [`${SETTINGS}/mood`]: 'good' }) },
  {
    title: 'a device of a deleted account chooses nothing',
    stands: { 'presence/forgotten/alice': OLD },
    ...availability(busy),
  },
  {
    title: 'a device of a deleted account does not turn invisible',
    stands: { 'presence/forgotten/alice': OLD },
    ...sets({ availability: invisible, last_changed: NOW }, SETTINGS),
  },
];
