import fc from 'fast-check';

/*
 * What can happen to a user's node in the Realtime Database. Its writers are connections of this package's client, a documentation-style
 * client, an admin, and a client that ignores the rules.
 */

/** How a connection of this package's client begins and ends. A kind that happens more often is in the list more often. */
const OURS = [
  ...(['connects', 'connects', 'connects', 'connects', 'loses', 'loses', 'loses', 'leaves', 'leaves'] as const),
  ...(['reconnects', 'is swept', 'stamps late'] as const),
];

const COMES = 'documented client comes';
const GOES = 'documented client goes';
const DOCUMENTED = [COMES, COMES, GOES, GOES] as const;

const PAST_THE_RULES = ['node is deleted', 'node is malformed'] as const;

/** Changes of the user's settings, on any device. */
const CHOICES = [
  ...(['turns invisible', 'turns invisible', 'turns visible', 'turns visible', 'is busy'] as const),
  'sets a status',
] as const;

const ALL = [...OURS, ...DOCUMENTED, ...PAST_THE_RULES];

/** One change. `pick` chooses the connection or value that it is about. */
export interface Deed {
  kind: (typeof ALL)[number] | (typeof CHOICES)[number] | 'hides' | 'hides no longer';
  pick: number;
  /** True if it happens in the same millisecond as the change before. */
  atOnce: boolean;
}

export const anyLife = lives(ALL);
export const lifeWithChoices = lives([...OURS, ...CHOICES]);
export const lifeWithHidingPlaces = lives([...OURS, 'hides', 'hides', 'hides no longer', 'hides no longer']);
export const lifeBesideAnotherTab = lives(OURS);
export const documentedLife = lives(DOCUMENTED);

/** A life of these kinds of changes, with the defaults otherwise. */
export const deeds = (...kinds: Deed['kind'][]): Deed[] => kinds.map((kind) => ({ kind, pick: 0, atOnce: false }));

/** A client that is lost and then stamps the node again and again. */
export const stampingLife = deeds('connects', 'loses', ...Array.from({ length: 100 }, () => 'stamps late' as const));

function lives(kinds: readonly Deed['kind'][]): fc.Arbitrary<Deed[]> {
  const deed = fc.record({ kind: fc.constantFrom(...kinds), pick: fc.nat(9), atOnce: fc.boolean() });
  return fc.array(deed, { minLength: 1, maxLength: 7 });
}
