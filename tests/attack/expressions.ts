import { type Expression, partsOf } from 'database-emulator/rules';

/*
 * What a condition of database.rules.json says about the shape of the data.
 */

/** The longest text that the condition lets `newData` or a wildcard be, where it says so. */
export function longest(condition: Expression | undefined, of: 'newData' | `$${string}`): number | undefined {
  return lengths(condition, of).at(-1);
}

/** Every length that the condition lets `newData` or a wildcard have at most, the shortest first. */
export function lengths(condition: Expression | undefined, of: 'newData' | `$${string}`): number[] {
  const limits = parts(condition).flatMap((part) => {
    if (part.kind !== 'binary' || !/^(<|==)/.test(part.operator) || !isLengthOf(part.left, of)) return [];
    const value = part.right.kind === 'literal' ? part.right.value : undefined;
    return typeof value === 'number' ? [part.operator === '<' ? value - 1 : value] : [];
  });
  return limits.sort((a, b) => a - b);
}

/** The patterns that something has to match. */
export function patterns(condition: Expression | undefined): RegExp[] {
  return parts(condition).flatMap((part) => (part.kind === 'pattern' ? [part.pattern] : []));
}

/** The children of `newData` that have to be the server's time whenever something is left. */
export function stamps(condition: Expression | undefined): string[] {
  return comparisons(condition, 'now').flatMap((side) => childRead(side) ?? []);
}

/** The children that `newData` has to have. */
export function required(condition: Expression | undefined): string[] {
  const lists = parts(condition).flatMap((part) =>
    part.kind === 'call' && part.method === 'hasChildren' && isVariable(part.object, 'newData') ? part.args : [],
  );
  return lists.flatMap((list) => (list.kind === 'list' ? list.items.flatMap(textOf) : []));
}

/** The words that `newData` may be, if the condition lists them. */
export function words(condition: Expression | undefined): string[] {
  return parts(condition).flatMap((part) => {
    if (part.kind !== 'binary' || !part.operator.startsWith('==') || !isValue(part.left)) return [];
    return textOf(part.right);
  });
}

export function mentions(condition: Expression | undefined, variable: string): boolean {
  return parts(condition).some((part) => isVariable(part, variable));
}

/** The condition asks the wildcard or the text itself for a pattern. */
export function hasPattern(condition: Expression | undefined, wildcard: string): boolean {
  return parts(condition).some(
    (part) => part.kind === 'call' && part.method === 'matches' && isVariable(part.object, wildcard),
  );
}

/** A rule that is `false` as a whole. */
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
