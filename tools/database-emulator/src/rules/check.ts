import type { BinaryOperator, Expression } from './expression.ts';
import { anyMethod, type Method, SNAPSHOT_METHODS, STRING_METHODS } from './methods.ts';
import { ConditionError } from './rules-error.ts';
import { primitiveType, type RuleType } from './value.ts';

export type VariableTypes = ReadonlyMap<string, RuleType>;

const COMPARABLE: readonly RuleType[] = ['number', 'boolean', 'string', 'null'];

/** Missing limits and bounds are null. So only these properties are certainly booleans. */
const QUERY_PROPERTIES: ReadonlyMap<string, RuleType> = new Map<string, RuleType>([
  ['orderByKey', 'boolean'],
  ['orderByValue', 'boolean'],
  ['orderByPriority', 'boolean'],
  ['orderByChild', 'any'],
  ['startAt', 'any'],
  ['endAt', 'any'],
  ['equalTo', 'any'],
  ['limitToFirst', 'any'],
  ['limitToLast', 'any'],
]);

/**
 * Rejects at upload what Google rejects: unknown names, and types that are certainly wrong. The messages are Google's where we
 * know them.
 */
export function checkCondition(expression: Expression, variables: VariableTypes): void {
  const type = inferType(expression, variables);
  if (expression.kind === 'choice') {
    checkCondition(expression.yes, variables);
    checkCondition(expression.no, variables);
  } else if (!mayBe(type, ['boolean'])) {
    throw new ConditionError(`A rule must be boolean but is ${type}.`, expression.start);
  }
}

function inferType(expression: Expression, variables: VariableTypes): RuleType {
  switch (expression.kind) {
    case 'literal':
      return literalType(expression.value);
    case 'pattern':
      return 'pattern';
    case 'variable':
      return variableType(expression, variables);
    case 'property':
      return propertyType(expression, variables);
    case 'call':
      return callType(expression, variables);
    case 'unary':
      return unaryType(expression, variables);
    case 'binary':
      return binaryType(expression, variables);
    case 'logical':
      return logicalType(expression, variables);
    case 'choice':
      return choiceType(expression, variables);
    case 'list':
      return listType(expression, variables);
  }
}

function literalType(value: string | number | boolean | null): RuleType {
  return value === null ? 'null' : primitiveType(value);
}

function variableType({ name, start }: Expression & { kind: 'variable' }, variables: VariableTypes): RuleType {
  const type = variables.get(name);
  if (type === undefined) {
    throw new ConditionError(`Unknown variable '${name}'.`, start);
  }
  return type;
}

function propertyType(expression: Expression & { kind: 'property' }, variables: VariableTypes): RuleType {
  const object = inferType(expression.object, variables);
  const { name, start } = expression;
  if (!mayBe(inferType(name, variables), ['string'])) {
    throw new ConditionError('Invalid property access.', start);
  }
  if (name.kind !== 'literal') {
    return computedPropertyType(object, start);
  }
  const type = namedPropertyType(object, String(name.value));
  if (type === undefined) {
    throw noSuchMember(String(name.value), start);
  }
  return type;
}

function namedPropertyType(object: RuleType, name: string): RuleType | undefined {
  switch (object) {
    case 'any':
      return 'any';
    case 'query':
      return QUERY_PROPERTIES.get(name);
    case 'string':
    case 'value':
      return name === 'length' ? 'number' : undefined;
    default:
      return undefined;
  }
}

/** Only the claims of a token have properties with unknown names. */
function computedPropertyType(object: RuleType, offset: number): RuleType {
  if (object !== 'any' && object !== 'value') {
    throw new ConditionError('Invalid property access.', offset);
  }
  return 'any';
}

function noSuchMember(name: string, offset: number): ConditionError {
  return new ConditionError(`No such method/property '${name}'.`, offset);
}

function callType(expression: Expression & { kind: 'call' }, variables: VariableTypes): RuleType {
  const method = methodFor(inferType(expression.object, variables), expression.method);
  if (method === undefined) {
    throw noSuchMember(expression.method, expression.start);
  }
  const allowed = [...method.args, ...(method.optionalArgs ?? [])];
  const { length } = expression.args;
  if (length < method.args.length || length > allowed.length) {
    throw new ConditionError(`Method '${expression.method}' called with ${length} arguments.`, expression.start);
  }
  for (const [index, arg] of expression.args.entries()) {
    checkArgument(arg, allowed[index] ?? 'any', expression.method, variables);
  }
  return method.result;
}

function checkArgument(arg: Expression, type: RuleType, method: string, variables: VariableTypes): void {
  const given = inferType(arg, variables);
  if (type === 'pattern' && given !== 'pattern') {
    throw new ConditionError(`Method '${method}' needs a regular expression literal.`, arg.start);
  }
  if (arg.kind === 'list' && arg.items.length === 0) {
    throw new ConditionError(`Method '${method}' needs a list that is not empty.`, arg.start);
  }
  if (!mayBe(given, [type])) {
    throw new ConditionError(`The argument of '${method}' must be ${type} but is ${given}.`, arg.start);
  }
}

function methodFor(receiver: RuleType, name: string): Method | undefined {
  switch (receiver) {
    case 'snapshot':
      return SNAPSHOT_METHODS.get(name);
    case 'string':
    case 'value':
      return STRING_METHODS.get(name);
    case 'any':
      return anyMethod(name);
    default:
      return undefined;
  }
}

function unaryType(expression: Expression & { kind: 'unary' }, variables: VariableTypes): RuleType {
  const type = inferType(expression.operand, variables);
  if (expression.operator === '-') {
    checkOperand('-', type, ['number'], 'right', expression);
    return 'number';
  }
  if (type !== 'boolean') {
    throw new ConditionError('! only operates on booleans.', expression.start);
  }
  return 'boolean';
}

/** Google needs certainty here: it rejects `data.val() && …` and accepts `data.val() == true && …`. */
function logicalType(expression: Expression & { kind: 'logical' }, variables: VariableTypes): RuleType {
  const { left, right, operator } = expression;
  if (inferType(left, variables) !== 'boolean') {
    throw new ConditionError(`Left operand of ${operator} must be boolean.`, left.start);
  }
  if (inferType(right, variables) !== 'boolean') {
    throw new ConditionError(`Right operand of ${operator} must be boolean.`, right.start);
  }
  return 'boolean';
}

function binaryType(expression: Expression & { kind: 'binary' }, variables: VariableTypes): RuleType {
  const left = inferType(expression.left, variables);
  const right = inferType(expression.right, variables);
  const { operator } = expression;
  const operands = operandsOf(operator);
  checkOperand(operator, left, operands, 'left', expression);
  checkOperand(operator, right, operands, 'right', expression);
  if (operator === '+') {
    return sumType(left, right);
  }
  return operands.length === 1 ? 'number' : 'boolean';
}

function operandsOf(operator: BinaryOperator): readonly RuleType[] {
  switch (operator) {
    case '==':
    case '!=':
    case '===':
    case '!==':
      return COMPARABLE;
    case '+':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ['number', 'string'];
    default:
      return ['number'];
  }
}

function checkOperand(
  operator: string,
  given: RuleType,
  wanted: readonly RuleType[],
  side: 'left' | 'right',
  { start }: Expression,
): void {
  if (!mayBe(given, wanted)) {
    const types = wanted === COMPARABLE ? 'number, boolean, string, or null' : wanted.join(' or ');
    throw new ConditionError(`Invalid ${operator} expression: ${side} operand is not a ${types}.`, start);
  }
}

function sumType(left: RuleType, right: RuleType): RuleType {
  if (left === 'string' || right === 'string') {
    return 'string';
  }
  return left === 'number' && right === 'number' ? 'number' : 'any';
}

function choiceType(expression: Expression & { kind: 'choice' }, variables: VariableTypes): RuleType {
  if (!mayBe(inferType(expression.test, variables), ['boolean'])) {
    throw new ConditionError('The condition of ? must be boolean.', expression.test.start);
  }
  const yes = inferType(expression.yes, variables);
  const no = inferType(expression.no, variables);
  return yes === no ? yes : 'any';
}

function listType(expression: Expression & { kind: 'list' }, variables: VariableTypes): RuleType {
  for (const item of expression.items) {
    const type = inferType(item, variables);
    if (!mayBe(type, ['string'])) {
      throw new ConditionError(`An item of a list must be string but is ${type}.`, item.start);
    }
  }
  return 'list';
}

/** True if an expression of this type can have one of the wanted types. */
function mayBe(given: RuleType, wanted: readonly RuleType[]): boolean {
  return (
    given === 'any' || wanted.includes(given) || (given === 'value' && COMPARABLE.some((type) => wanted.includes(type)))
  );
}
