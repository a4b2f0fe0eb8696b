import { type Expression, partsOf } from 'database-emulator/rules';

/*
 * Reads from a condition of database.rules.json what it requires of the data.
 */

/** The maximum length of `newData` or of a wildcard in the condition; undefined if it has none. */
export function longest(condition: Expression | undefined, of: 'newData' | `$${string}`): number | undefined {
  return lengths(condition, of).at(-1);
}

/** All maximum lengths of `newData` or of a wildcard in the condition, the shortest first. */
export function lengths(condition: Expression | undefined, of: 'newData' | `$${string}`): number[] {
  const limits = parts(condition).flatMap((part) => {
    if (part.kind !== 'binary' || !/^(<|==)/.test(part.operator) || !isLengthOf(part.left, of)) return [];
    const value = part.right.kind === 'literal' ? part.right.value : undefined;
    return typeof value === 'number' ? [part.operator === '<' ? value - 1 : value] : [];
  });
  return limits.sort((a, b) => a - b);
}

/** The patterns in the condition. */
export function patterns(condition: Expression | undefined): RegExp[] {
  return parts(condition).flatMap((part) => (part.kind === 'pattern' ? [part.pattern] : []));
}

/** The children of `newData` that must be the server's time if data remains. */
export function stamps(condition: Expression | undefined): string[] {
  return comparisons(condition, 'now').flatMap((side) => childRead(side) ?? []);
}

/** The children that `newData` must have. */
export function required(condition: Expression | undefined): string[] {
  const lists = parts(condition).flatMap((part) =>
    part.kind === 'call' && part.method === 'hasChildren' && isVariable(part.object, 'newData') ? part.args : [],
  );
  return lists.flatMap((list) => (list.kind === 'list' ? list.items.flatMap(textOf) : []));
}

/** The texts that the condition allows for `newData`; empty if it lists none. */
export function words(condition: Expression | undefined): string[] {
  return parts(condition).flatMap((part) => {
    if (part.kind !== 'binary' || !part.operator.startsWith('==') || !isValue(part.left)) return [];
    return textOf(part.right);
  });
}

export function mentions(condition: Expression | undefined, variable: string): boolean {
  return parts(condition).some((part) => isVariable(part, variable));
}

/** True if the condition matches the wildcard itself against a pattern. */
export function hasPattern(condition: Expression | undefined, wildcard: string): boolean {
  return parts(condition).some(
    (part) => part.kind === 'call' && part.method === 'matches' && isVariable(part.object, wildcard),
  );
}

/** True if the whole condition is `false`. */
export function isNever(condition: Expression | undefined): boolean {
  return condition?.kind === 'literal' && condition.value === false;
}

/** The condition and everything inside it. */
export function parts(condition: Expression | undefined): Expression[] {
  return condition === undefined ? [] : [condition, ...partsOf(condition).flatMap(parts)];
}

function comparisons(condition: Expression | undefined, variable: string): Expression[] {
  return parts(condition).flatMap((part) =>
    part.kind === 'binary' && part.operator.startsWith('==') && isVariable(part.right, variable) ? [part.left] : [],
  );
}

/** The name in `newData.child('name').val()`. */
function childRead(expression: Expression): string[] | undefined {
  if (expression.kind !== 'call' || expression.method !== 'val' || expression.object.kind !== 'call') return undefined;
  const { object, method, args } = expression.object;
  return method === 'child' && isVariable(object, 'newData') ? args.flatMap(textOf) : undefined;
}

function isLengthOf(expression: Expression, of: string): boolean {
  if (expression.kind !== 'property' || textOf(expression.name)[0] !== 'length') return false;
  return of === 'newData' ? isValue(expression.object) : isVariable(expression.object, of);
}

/** `newData.val()` */
function isValue(expression: Expression): boolean {
  return expression.kind === 'call' && expression.method === 'val' && isVariable(expression.object, 'newData');
}

function isVariable(expression: Expression, name: string): boolean {
  return expression.kind === 'variable' && expression.name === name;
}

function textOf(expression: Expression): string[] {
  return expression.kind === 'literal' && typeof expression.value === 'string' ? [expression.value] : [];
}
