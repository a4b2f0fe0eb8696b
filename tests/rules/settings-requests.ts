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
 * /presence/settings/{uid}: what a user chose. Only this user may read it. Others read what the function writes from it.
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
const customWith = (more: Record<string, unknown>) => custom({ text: 'Lunch', at: NOW, ...more });
/** Writes a budget step in the same update. */
const paid = (values: Values) => writes({ ...settingChange('alice', 'custom', null, NOW, ANEW), ...values });

export const settingsAllowed: DatabaseRequest[] = [
  ...['available', 'busy', 'invisible'].map((value) => ({
    title: `a user chooses to be ${value}`,
    ...availability({ value, at: NOW }),
  })),
  { title: 'a user chooses a custom status', ...customWith({ emoji: '🍜', expires_at: Date.now() + HOUR }) },
  { title: 'a user chooses a custom status that is only an emoji', ...customWith({ text: '', emoji: '🍜' }) },
  {
    title: 'a user chooses a custom status of the maximum length',
    ...customWith({ text: 'x'.repeat(MAX_CUSTOM_TEXT) }),
  },
  { title: 'a user chooses an emoji of the maximum length', ...customWith({ emoji: 'x'.repeat(MAX_CUSTOM_EMOJI) }) },
  {
    title: 'a user chooses a custom status for almost a year',
    ...customWith({ expires_at: Date.now() + MAX_CUSTOM_LIFETIME_MS - HOUR }),
  },
  { title: 'a user removes the custom status', initial: busyBefore, ...custom(null) },
  { title: 'a user hides last seen', ...lastSeen({ hidden: true, at: NOW }) },
  { title: 'a user shows last seen again', ...lastSeen({ hidden: false, at: NOW }) },
  {
    title: 'a user changes one setting and keeps the times of the others',
    initial: busyBefore,
    ...writes({
      ...settingChange('alice', 'availability', chosen.availability, NOW, ANEW),
      [`${SETTINGS}/custom`]: chosen.custom,
      [`${SETTINGS}/last_seen`]: chosen.last_seen,
    }),
  },
  { title: 'a user reads their own settings', initial: busyBefore, ...reads(SETTINGS) },
  {
    title: 'a user removes all settings with one budget step',
    initial: busyBefore,
    ...paid({ [`${SETTINGS}/availability`]: null, [`${SETTINGS}/last_seen`]: null }),
  },
  { title: 'a user turns invisible without a budget step', ...availability(invisible, null) },
  {
    title: 'a busy user turns invisible with an exhausted budget',
    initial: { ...busyBefore, ...exhausted('changes') },
    ...availability(invisible, null),
  },
  {
    title: 'a user turns visible with one more budget step',
    initial: { ...invisibleBefore, ...spent('changes', 1) },
    ...availability(null, MORE),
  },
  {
    title: 'a user turns visible in a new window',
    initial: { ...invisibleBefore, ...over('changes') },
    ...availability({ value: 'available', at: NOW }),
  },
  {
    title: 'a new account with the uid of a deleted one changes a setting',
    initial: { 'presence/forgotten/alice': -1 },
    ...availability(busy),
  },
];

const refusedBudgets: DatabaseRequest[] = [
  { title: 'a user cannot change a setting without a budget step', ...availability(busy, null) },
  {
    title: 'a user cannot change a setting with an exhausted budget',
    initial: exhausted('changes'),
    ...availability(busy, MORE),
  },
  {
    title: 'a user cannot turn visible with an exhausted budget',
    initial: { ...invisibleBefore, ...exhausted('changes') },
    ...availability(null, MORE),
  },
  { title: 'a user cannot turn visible without a budget step', initial: invisibleBefore, ...availability(null, null) },
  {
    title: 'an invisible user cannot change another setting without a budget step',
    initial: invisibleBefore,
    ...custom({ text: 'Lunch', at: NOW }, null),
  },
  {
    title: 'an invisible user cannot turn invisible again without a budget step',
    initial: invisibleBefore,
    ...availability(invisible, null),
  },
  { title: 'a user cannot remove the settings node', initial: busyBefore, ...removes(SETTINGS) },
  {
    title: 'a user cannot remove the settings node with a budget step',
    initial: busyBefore,
    ...writes({ [SETTINGS]: null, 'presence/budget/alice/changes': { since: NOW, n: 1 } }),
  },
  {
    title: 'a user cannot turn visible by removing the settings node',
    initial: { ...invisibleBefore, ...exhausted('changes') },
    ...removes(SETTINGS),
  },
  {
    title: 'a user cannot change a setting with a budget step of typing',
    ...writes({
      ...settingChange('alice', 'availability', busy, NOW, null),
      'presence/budget/alice/typing': { since: NOW, n: 1, seat: 'lobby/seat' },
    }),
  },
  {
    title: "a user cannot change another user's setting with their own budget",
    as: 'bob',
    ...writes({
      ...settingChange('alice', 'availability', busy, NOW, null),
      'presence/budget/bob/changes': { since: NOW, n: 1 },
    }),
  },
];

export const settingsRefused: DatabaseRequest[] = [
  ...refusedBudgets,
  { title: 'a user cannot read the settings of another user', as: 'bob', initial: busyBefore, ...reads(SETTINGS) },
  { title: 'a signed-out client cannot read settings', as: null, initial: busyBefore, ...reads(SETTINGS) },
  { title: 'a user cannot list settings', initial: busyBefore, ...reads('presence/settings') },
  {
    title: 'a user cannot query who is invisible',
    as: 'bob',
    initial: invisibleBefore,
    asks: (db) => db.ref('presence/settings').orderByChild('availability/value').equalTo('invisible').get(),
  },
  { title: 'a user cannot change a setting of another user', as: 'bob', ...availability(busy) },
  { title: 'a user cannot make another user invisible', as: 'bob', ...availability(invisible, null) },
  { title: 'a signed-out client cannot change a setting', as: null, ...availability(busy) },
  { title: 'a user cannot choose an unknown availability', ...availability({ value: 'asleep', at: NOW }) },
  {
    title: 'a user cannot choose an availability with a time in the past',
    ...availability({ value: 'busy', at: OLD }),
  },
  {
    title: 'a user cannot choose an availability with a time in the future',
    ...availability({ value: 'busy', at: Date.now() + HOUR }),
  },
  { title: 'a user cannot choose an availability without a time', ...availability({ value: 'busy' }) },
  {
    title: 'a user cannot change a setting without a new last_changed',
    ...writes({ [`${SETTINGS}/availability`]: busy, 'presence/budget/alice/changes': { since: NOW, n: 1 } }),
  },
  {
    title: 'a user cannot choose a custom status that is too long',
    ...customWith({ text: 'x'.repeat(MAX_CUSTOM_TEXT + 1) }),
  },
  {
    title: 'a user cannot choose an emoji that is too long',
    ...customWith({ emoji: 'x'.repeat(MAX_CUSTOM_EMOJI + 1) }),
  },
  { title: 'a user cannot choose a custom status that has expired', ...customWith({ expires_at: OLD }) },
  {
    title: 'a user cannot choose a custom status for more than a year',
    ...customWith({ expires_at: Date.now() + MAX_CUSTOM_LIFETIME_MS + HOUR }),
  },
  { title: 'a user cannot choose a custom status with a time in the past', ...customWith({ at: OLD }) },
  { title: 'a user cannot hide last seen with a time in the past', ...lastSeen({ hidden: true, at: OLD }) },
  { title: 'a user cannot write an unknown setting', ...paid({ [`${SETTINGS}/mood`]: 'good' }) },
  {
    title: 'a device of a deleted account cannot change a setting',
    initial: { 'presence/forgotten/alice': OLD },
    ...availability(busy),
  },
  {
    title: 'a device of a deleted account cannot turn invisible',
    initial: { 'presence/forgotten/alice': OLD },
    ...sets({ availability: invisible, last_changed: NOW }, SETTINGS),
  },
];
