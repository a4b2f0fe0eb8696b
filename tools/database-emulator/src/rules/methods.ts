import { RuleSnapshot, Subtree } from './snapshot.ts';
import type { RuleType, RuleValue } from './value.ts';

export interface Method {
  readonly args: readonly RuleType[];
  readonly optionalArgs?: readonly RuleType[];
  readonly result: RuleType;
  readonly run: (self: RuleValue, args: readonly RuleValue[]) => RuleValue | undefined;
}

/** All methods that rules can call are in these two tables. */
export const SNAPSHOT_METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['val', onSnapshot('value', (snapshot) => snapshotValue(snapshot))],
  ['child', onSnapshot('snapshot', (snapshot, [path]) => snapshot.child(asString(path)), ['string'])],
  ['parent', onSnapshot('snapshot', (snapshot) => snapshot.parent())],
  ['hasChild', onSnapshot('boolean', (snapshot, [path]) => snapshot.child(asString(path)).exists(), ['string'])],
  ['hasChildren', { args: [], optionalArgs: ['list'], result: 'boolean', run: hasChildren }],
  ['exists', onSnapshot('boolean', (snapshot) => snapshot.exists())],
  ['getPriority', onSnapshot('any', (snapshot) => snapshot.node.priority)],
  ['isNumber', onSnapshot('boolean', (snapshot) => typeof snapshot.node.value === 'number')],
  ['isString', onSnapshot('boolean', (snapshot) => typeof snapshot.node.value === 'string')],
  ['isBoolean', onSnapshot('boolean', (snapshot) => typeof snapshot.node.value === 'boolean')],
]);

export const STRING_METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['contains', onString('boolean', (text, [part]) => text.includes(asString(part)), ['string'])],
  ['beginsWith', onString('boolean', (text, [part]) => text.startsWith(asString(part)), ['string'])],
  ['endsWith', onString('boolean', (text, [part]) => text.endsWith(asString(part)), ['string'])],
  [
    'replace',
    onString('string', (text, [part, other]) => text.split(asString(part)).join(asString(other)), ['string', 'string']),
  ],
  ['toLowerCase', onString('string', (text) => text.toLowerCase())],
  ['toUpperCase', onString('string', (text) => text.toUpperCase())],
  ['matches', onString('boolean', matches, ['pattern'])],
]);

/** Returns the method of this name for any receiver. Undefined if neither table has it. */
export function anyMethod(name: string): Method | undefined {
  return SNAPSHOT_METHODS.get(name) ?? STRING_METHODS.get(name);
}

function onSnapshot(
  result: RuleType,
  run: (snapshot: RuleSnapshot, args: readonly RuleValue[]) => RuleValue | undefined,
  args: readonly RuleType[] = [],
): Method {
  return { args, result, run: (self, given) => (self instanceof RuleSnapshot ? run(self, given) : undefined) };
}

function onString(
  result: RuleType,
  run: (text: string, args: readonly RuleValue[]) => RuleValue | undefined,
  args: readonly RuleType[] = [],
): Method {
  return { args, result, run: (self, given) => (typeof self === 'string' ? run(self, given) : undefined) };
}

function snapshotValue(snapshot: RuleSnapshot): RuleValue {
  const { node } = snapshot;
  return node.children.size === 0 ? node.value : new Subtree(node);
}

function hasChildren(self: RuleValue, [keys]: readonly RuleValue[]): boolean | undefined {
  if (!(self instanceof RuleSnapshot)) {
    return undefined;
  }
  if (keys === undefined) {
    return self.node.children.size > 0;
  }
  if (!Array.isArray(keys) || keys.length === 0) {
    return undefined;
  }
  return keys.every((key) => self.child(asString(key)).exists());
}

function matches(text: string, [pattern]: readonly RuleValue[]): boolean | undefined {
  return pattern instanceof RegExp ? pattern.test(text) : undefined;
}

function asString(value: RuleValue | undefined): string {
  if (typeof value !== 'string') {
    throw new TypeError('a string is needed here');
  }
  return value;
}
