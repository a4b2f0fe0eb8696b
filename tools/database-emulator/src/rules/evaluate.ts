import { sameNode } from '../data/tree.ts';
import { isObject, ownProperty } from '../json.ts';
import type { BinaryOperator, Expression } from './expression.ts';
import { SNAPSHOT_METHODS, STRING_METHODS } from './methods.ts';
import { RuleSnapshot, Subtree } from './snapshot.ts';
import { Properties, type RuleValue, typeOf } from './value.ts';

export type Scope = ReadonlyMap<string, RuleValue>;

/** Gets the value of each expression. Undefined after an error. */
export type Witness = (expression: Expression, value: RuleValue | undefined) => void;

/** A rule is true only if it evaluates to `true`. Every error, even in an unused branch, makes it false. */
export function holds(condition: Expression, scope: Scope, witness: Witness): boolean {
  try {
    return evaluate(condition, scope, witness) === true;
  } catch {
    return false;
  }
}

/** Throws if the rules language has an error here. */
function evaluate(expression: Expression, scope: Scope, witness: Witness): RuleValue {
  let value: RuleValue | undefined;
  try {
    value = evaluateForm(expression, (part) => evaluate(part, scope, witness), scope);
    return value;
  } finally {
    witness(expression, value);
  }
}

type Evaluate = (part: Expression) => RuleValue;

function evaluateForm(expression: Expression, evaluate: Evaluate, scope: Scope): RuleValue {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'pattern':
      return expression.pattern;
    case 'variable':
      return readVariable(expression.name, scope);
    case 'property':
      return readProperty(evaluate(expression.object), evaluate(expression.name));
    case 'call':
      return callMethod(expression, evaluate);
    case 'unary':
      return evaluateUnary(expression.operator, evaluate(expression.operand));
    case 'binary':
      return evaluateBinary(expression.operator, evaluate(expression.left), evaluate(expression.right));
    case 'logical':
      return evaluateLogical(expression, evaluate);
    case 'choice':
      return evaluate(asBoolean(evaluate(expression.test)) ? expression.yes : expression.no);
    case 'list':
      return expression.items.map(evaluate);
  }
}

function readVariable(name: string, scope: Scope): RuleValue {
  const value = scope.get(name);
  if (value === undefined) {
    throw new TypeError(`unknown variable ${name}`);
  }
  return value;
}

/** A property of null is null, so that `auth.uid == $uid` is safe without a signed-in user. */
function readProperty(object: RuleValue, name: RuleValue): RuleValue {
  if (typeof name !== 'string') {
    throw new TypeError('a property name must be a string');
  }
  if (object === null) {
    return null;
  }
  if (typeof object === 'string' && name === 'length') {
    return object.length;
  }
  if (object instanceof Properties) {
    return ruleValueFromJson(ownProperty(object.json, name));
  }
  throw new TypeError(`no property ${name}`);
}

export function ruleValueFromJson(json: unknown): RuleValue {
  if (typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean') {
    return json;
  }
  if (Array.isArray(json)) {
    return json.map(ruleValueFromJson);
  }
  return isObject(json) ? new Properties(json) : null;
}

function callMethod(expression: Expression & { kind: 'call' }, evaluate: Evaluate): RuleValue {
  const self = evaluate(expression.object);
  const methods = self instanceof RuleSnapshot ? SNAPSHOT_METHODS : STRING_METHODS;
  const args = expression.args.map(evaluate);
  const result = methods.get(expression.method)?.run(self, args);
  if (result === undefined) {
    throw new TypeError(`${expression.method} cannot be called here`);
  }
  return result;
}

function evaluateUnary(operator: '!' | '-', operand: RuleValue): RuleValue {
  return operator === '!' ? !asBoolean(operand) : -asNumber(operand);
}

function evaluateLogical(expression: Expression & { kind: 'logical' }, evaluate: Evaluate): RuleValue {
  const left = asBoolean(evaluate(expression.left));
  if (left === (expression.operator === '||')) {
    return left;
  }
  return asBoolean(evaluate(expression.right));
}

function evaluateBinary(operator: BinaryOperator, left: RuleValue, right: RuleValue): RuleValue {
  switch (operator) {
    case '==':
    case '===':
      return equal(left, right);
    case '!=':
    case '!==':
      return !equal(left, right);
    case '+':
      return add(left, right);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(operator, left, right);
    default:
      return calculate(operator, asNumber(left), asNumber(right));
  }
}

function equal(left: RuleValue, right: RuleValue): boolean {
  if (left instanceof Subtree && right instanceof Subtree) {
    return sameNode(left.node, right.node);
  }
  return left === right;
}

function add(left: RuleValue, right: RuleValue): RuleValue {
  if (typeof left === 'number' && typeof right === 'number') {
    return left + right;
  }
  const addable = [left, right].every((side) => typeof side === 'string' || typeof side === 'number');
  if (!addable) {
    throw new TypeError(`+ needs strings or numbers, not ${typeOf(left)} and ${typeOf(right)}`);
  }
  return `${left}${right}`;
}

function compare(operator: '<' | '<=' | '>' | '>=', left: RuleValue, right: RuleValue): boolean {
  if (typeof left === 'number' && typeof right === 'number') {
    return ordered(operator, left - right);
  }
  if (typeof left === 'string' && typeof right === 'string') {
    return ordered(operator, Number(left > right) - Number(left < right));
  }
  throw new TypeError(`${operator} needs two numbers or two strings`);
}

function ordered(operator: '<' | '<=' | '>' | '>=', difference: number): boolean {
  switch (operator) {
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
  }
}

function calculate(operator: '-' | '*' | '/' | '%', left: number, right: number): number {
  switch (operator) {
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      // As in Google's rules: a division by zero is NaN and never infinite.
      return right === 0 ? Number.NaN : left / right;
    case '%':
      return left % right;
  }
}

function asBoolean(value: RuleValue): boolean {
  if (typeof value !== 'boolean') {
    throw new TypeError(`a boolean is needed, not ${typeOf(value)}`);
  }
  return value;
}

function asNumber(value: RuleValue): number {
  if (typeof value !== 'number') {
    throw new TypeError(`a number is needed, not ${typeOf(value)}`);
  }
  return value;
}
