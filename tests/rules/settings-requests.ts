import { choice, MAX_CUSTOM_EMOJI, MAX_CUSTOM_LIFETIME_MS, MAX_CUSTOM_TEXT } from '@firebase-presence/contract';
import { type DatabaseRequest, reads, removes, sets, writes } from './database-request.ts';
import { NOW, OLD } from './status-node.ts';

/*
 * /settings/{uid}: what a person chose. Only they may see it; others see what the function makes of it.
 */

const SETTINGS = 'settings/alice';
const HOUR = 3_600_000;

const busy = { value: 'busy', at: NOW };
const chosen = {
  availability: { value: 'busy', at: OLD },
  custom: { text: 'Lunch', expires_at: OLD, at: OLD },
  last_seen: { hidden: true, at: OLD },
  last_changed: OLD,
};

const availability = (value: unknown) => writes(choice('alice', 'availability', value, NOW));
const custom = (value: unknown) => writes(choice('alice', 'custom', value, NOW));
const lastSeen = (value: unknown) => writes(choice('alice', 'last_seen', value, NOW));
const says = (more: Record<string, unknown>) => custom({ text: 'Lunch', at: NOW, ...more });

export const settingsAllowed: DatabaseRequest[] = [
  ...['available', 'busy', 'invisible'].map((value) => ({
    title: `a person is ${value} by choice`,
    ...availability({ value, at: NOW }),
  })),
  { title: 'a person says something of themselves', ...says({ emoji: '🍜', expires_at: Date.now() + HOUR }) },
  { title: 'a person says something with an emoji alone', ...says({ text: '', emoji: '🍜' }) },
  { title: 'a custom status of the greatest length is taken', ...says({ text: 'x'.repeat(MAX_CUSTOM_TEXT) }) },
  { title: 'a custom status may last for a year', ...says({ expires_at: Date.now() + MAX_CUSTOM_LIFETIME_MS - HOUR }) },
  { title: 'a person takes their custom status back', stands: { [SETTINGS]: chosen }, ...custom(null) },
  { title: 'a person hides when they were last seen', ...lastSeen({ hidden: true, at: NOW }) },
  { title: 'a person hides no longer when they were last seen', ...lastSeen({ hidden: false, at: NOW }) },
  {
    title: 'a person makes one choice again while all others keep their times',
    stands: { [SETTINGS]: chosen },
    ...sets({ ...chosen, last_changed: NOW }, SETTINGS),
  },
  { title: 'a person reads what they chose', stands: { [SETTINGS]: chosen }, ...reads(SETTINGS) },
  { title: 'a person forgets all choices', stands: { [SETTINGS]: chosen }, ...removes(SETTINGS) },
  {
    title: 'somebody with the uid of a deleted account chooses anew',
    stands: { 'forgotten/alice': -1 },
    ...availability(busy),
  },
];

export const settingsRefused: DatabaseRequest[] = [
  { title: "nobody reads another's choices", as: 'bob', stands: { [SETTINGS]: chosen }, ...reads(SETTINGS) },
  { title: 'nobody reads choices while signed out', as: null, stands: { [SETTINGS]: chosen }, ...reads(SETTINGS) },
  { title: 'nobody lists choices', stands: { [SETTINGS]: chosen }, ...reads('settings') },
  {
    title: 'nobody finds out by a query who is invisible',
    as: 'bob',
    stands: { [SETTINGS]: { availability: { value: 'invisible', at: OLD }, last_changed: OLD } },
    asks: (db) => db.ref('settings').orderByChild('availability/value').equalTo('invisible').get(),
  },
  { title: 'nobody chooses for another', as: 'bob', ...availability(busy) },
  { title: 'nobody chooses while signed out', as: null, ...availability(busy) },
  { title: 'nobody is what nobody can be', ...availability({ value: 'asleep', at: NOW }) },
  { title: 'nobody chooses an availability in the past', ...availability({ value: 'busy', at: OLD }) },
  { title: 'nobody chooses an availability in the future', ...availability({ value: 'busy', at: Date.now() + HOUR }) },
  { title: 'nobody chooses an availability without a time', ...availability({ value: 'busy' }) },
  { title: 'nobody chooses without a stamp', ...sets(busy, `${SETTINGS}/availability`) },
  { title: 'nobody says too much of themselves', ...says({ text: 'x'.repeat(MAX_CUSTOM_TEXT + 1) }) },
  { title: 'nobody has an endless emoji', ...says({ emoji: 'x'.repeat(MAX_CUSTOM_EMOJI + 1) }) },
  { title: 'nobody has a custom status that has expired', ...says({ expires_at: OLD }) },
  { title: 'nobody has a custom status for ever', ...says({ expires_at: Date.now() + MAX_CUSTOM_LIFETIME_MS + HOUR }) },
  { title: 'nobody has a custom status of yesterday', ...says({ at: OLD }) },
  { title: 'nobody hides when they were last seen as of yesterday', ...lastSeen({ hidden: true, at: OLD }) },
  {
    title: 'nobody adds an unknown choice',
    ...writes({ [`${SETTINGS}/mood`]: 'good', [`${SETTINGS}/last_changed`]: NOW }),
  },
  {
    title: 'a device of a deleted account chooses nothing',
    stands: { 'forgotten/alice': OLD },
    ...availability(busy),
  },
];
