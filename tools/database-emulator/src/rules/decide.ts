import { type Path, PRIORITY_KEY } from '../data/path.ts';
import { childOf, isEmpty, type TreeNode } from '../data/tree.ts';
import type { JsonObject } from '../json.ts';
import { holds, ruleValueFromJson, type Witness } from './evaluate.ts';
import type { RuleNode, Ruleset } from './ruleset.ts';
import { RuleSnapshot } from './snapshot.ts';
import { Properties, type RuleValue } from './value.ts';

export interface Request {
  /** The variable `auth` in rules. Null without a signed-in user. */
  readonly auth: JsonObject | null;
  readonly now: number;
}

export interface ReadRequest extends Request {
  readonly root: TreeNode;
  readonly path: Path;
  readonly query: JsonObject;
}

export interface WriteRequest extends Request {
  readonly before: TreeNode;
  /** The database after the whole write, of which `path` may be a part. */
  readonly after: TreeNode;
  readonly path: Path;
}

/** A path with the rules for it. */
interface Place {
  readonly rules: RuleNode | undefined;
  readonly path: Path;
  readonly wildcards: ReadonlyMap<string, string>;
}

/** Any `.read` between the root and the path can grant. Rules below the path are not evaluated. */
export function allowsRead(ruleset: Ruleset, request: ReadRequest): boolean {
  return placesDownTo(ruleset, request.path).some((place) => {
    const condition = place.rules?.conditions.get('read');
    return (
      condition !== undefined &&
      holds(
        condition,
        scopeAt(place, request, request.root, [['query', new Properties(request.query)]]),
        ruleset.coverage.witness,
      )
    );
  });
}

/** One `.write` between the root and the path has to grant, and every `.validate` on the way and below has to be true. */
export function allowsWrite(ruleset: Ruleset, request: WriteRequest): boolean {
  const places = placesDownTo(ruleset, request.path);
  const granted = places.some((place) => {
    const condition = place.rules?.conditions.get('write');
    return condition !== undefined && holds(condition, writeScope(place, request), ruleset.coverage.witness);
  });
  return granted && validates(places, request, ruleset.coverage.witness);
}

export function indexesAt(ruleset: Ruleset, path: Path): readonly string[] {
  return placesDownTo(ruleset, path).at(-1)?.rules?.indexOn ?? [];
}

function validates(places: readonly Place[], request: WriteRequest, witness: Witness): boolean {
  let written = request.after;
  for (const [index, place] of places.entries()) {
    written = index === 0 ? request.after : childOf(written, request.path[index - 1] ?? '');
    if (!validatesPlace(place, written, request, witness)) {
      return false;
    }
  }
  const target = places.at(-1);
  const writesPriority = request.path.at(-1) === PRIORITY_KEY;
  return target === undefined || writesPriority || validatesBelow(target, written, request, witness);
}

/** A node that is deleted is not validated. Only `.write` decides about a deletion. */
function validatesPlace(place: Place, written: TreeNode, request: WriteRequest, witness: Witness): boolean {
  const condition = place.rules?.conditions.get('validate');
  return condition === undefined || isEmpty(written) || holds(condition, writeScope(place, request), witness);
}

function validatesBelow(place: Place, written: TreeNode, request: WriteRequest, witness: Witness): boolean {
  if (place.rules === undefined) {
    return true;
  }
  for (const [key, child] of written.children) {
    const below = stepInto(place, key);
    if (!validatesPlace(below, child, request, witness) || !validatesBelow(below, child, request, witness)) {
      return false;
    }
  }
  return true;
}

/** The rules of a priority are the rules of its node. */
function placesDownTo(ruleset: Ruleset, path: Path): Place[] {
  let place: Place = { rules: ruleset.root, path: [], wildcards: new Map() };
  const places = [place];
  for (const key of path.filter((each) => each !== PRIORITY_KEY)) {
    place = stepInto(place, key);
    places.push(place);
  }
  return places;
}

/** A key with rules of its own hides the `$variable` beside it. */
function stepInto(place: Place, key: string): Place {
  const path = [...place.path, key];
  const named = place.rules?.children.get(key);
  if (named !== undefined) {
    return { rules: named, path, wildcards: place.wildcards };
  }
  const wildcard = place.rules?.wildcard;
  if (wildcard !== undefined) {
    return { rules: wildcard.node, path, wildcards: new Map([...place.wildcards, [wildcard.name, key]]) };
  }
  return { rules: undefined, path, wildcards: place.wildcards };
}

function writeScope(place: Place, request: WriteRequest): ReadonlyMap<string, RuleValue> {
  return scopeAt(place, request, request.before, [['newData', new RuleSnapshot(request.after, place.path)]]);
}

function scopeAt(
  place: Place,
  request: Request,
  root: TreeNode,
  more: readonly [string, RuleValue][],
): ReadonlyMap<string, RuleValue> {
  return new Map<string, RuleValue>([
    ['auth', ruleValueFromJson(request.auth)],
    ['now', request.now],
    ['root', new RuleSnapshot(root, [])],
    ['data', new RuleSnapshot(root, place.path)],
    ...more,
    ...place.wildcards,
  ]);
}
