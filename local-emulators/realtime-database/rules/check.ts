import type { Expression } from './expression.ts';
import { anyMethod, type Method, SNAPSHOT_METHODS, STRING_METHODS } from './methods.ts';
import { RulesError } from './rules-error.ts';
import type { RuleType } from './value.ts';

export type VariableTypes = ReadonlyMap<string, RuleType>;

/** Refuses at upload what could only fail later: unknown names, wrong types, a rule that is no condition. */
export function checkCondition(expression: Expression, variables: VariableTypes): void {
  expectType(inferType(expression, variables), ['boolean'], 'A rule');
}

function inferType(expression: Expression, variables: VariableTypes): RuleType {
  switch (expression.kind) {
    case 'literal':
      return literalType(expression.value);
    case 'pattern':
      return 'pattern';
    case 'variable':
      return variableType(expression.name, variables);
    case 'property':
      return propertyType(expression, variables);
    case 'call':
      return callType(expression, variables);
    case 'unary':
      return unaryType(expression, variables);
    case 'binary':
      return binaryType(expression, variables);
    case 'logical':
      expectType(inferType(expression.left, variables), ['boolean'], `The left side of ${expression.operator}`);
      expectType(inferType(expression.right, variables), ['boolean'], `The right side of ${expression.operator}`);
      return 'boolean';
    case 'choice':
      return choiceType(expression, variables);
    case 'list':
      for (const item of expression.items) {
        expectType(inferType(item, variables), ['string'], 'An item of a list');
      }
      return 'list';
  }
}

function literalType(value: string | number | boolean | null): RuleType {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return 'null';
  }
}

function variableType(name: string, variables: VariableTypes): RuleType {
  const type = variables.get(name);
  if (type === undefined) {
    throw new RulesError(`Unknown variable '${name}'.`);
  }
  return type;
}

function propertyType(expression: Expression & { kind: 'property' }, variables: VariableTypes): RuleType {
  const object = inferType(expression.object, variables);
  expectType(inferType(expression.name, variables), ['string'], 'A property name');
  const name = expression.name.kind === 'literal' ? String(expression.name.value) : undefined;
  if (object === 'string' && name === 'length') {
    return 'number';
  }
  if (object !== 'any' && object !== 'properties') {
    throw new RulesError(`No such property '${name ?? '[…]'}' on a ${object}.`);
  }
  return 'any';
}

function callType(expression: Expression & { kind: 'call' }, variables: VariableTypes): RuleType {
  const method = methodFor(inferType(expression.object, variables), expression.method);
  if (method === undefined) {
    throw new RulesError(`No such method '${expression.method}'.`);
  }
  const allowed = [...method.args, ...(method.optionalArgs ?? [])];
  if (expression.args.length < method.args.length || expression.args.length > allowed.length) {
    throw new RulesError(`Method '${expression.method}' called with ${expression.args.length} arguments.`);
  }
  for (const [index, type] of allowed.entries()) {
    const arg = expression.args[index];
    if (arg !== undefined) {
      checkArgument(arg, type, expression.method, variables);
    }
  }
  return method.result;
}

function checkArgument(arg: Expression, type: RuleType, method: string, variables: VariableTypes): void {
  const given = inferType(arg, variables);
  if (type === 'pattern' && given !== 'pattern') {
    throw new RulesError(`Method '${method}' needs a regular expression literal.`);
  }
  if (arg.kind === 'list' && arg.items.length === 0) {
    throw new RulesError(`Method '${method}' needs a list that is not empty.`);
  }
  expectType(given, [type], `The argument of '${method}'`);
}

function methodFor(receiver: RuleType, name: string): Method | undefined {
  switch (receiver) {
    case 'snapshot':
      return SNAPSHOT_METHODS.get(name);
    case 'string':
      return STRING_METHODS.get(name);
    case 'any':
      return anyMethod(name);
    default:
      return undefined;
  }
}

function unaryType(expression: Expression & { kind: 'unary' }, variables: VariableTypes): RuleType {
  const type = expression.operator === '!' ? 'boolean' : 'number';
  expectType(inferType(expression.operand, variables), [type], `What follows ${expression.operator}`);
  return type;
}

function binaryType(expression: Expression & { kind: 'binary' }, variables: VariableTypes): RuleType {
  const left = inferType(expression.left, variables);
  const right = inferType(expression.right, variables);
  const { operator } = expression;
  if (operator === '==' || operator === '!=' || operator === '===' || operator === '!==') {
    return 'boolean';
  }
  const operands: RuleType[] = /^[-*/%]$/.test(operator) ? ['number'] : ['number', 'string'];
  expectType(left, operands, `The left side of ${operator}`);
  expectType(right, operands, `The right side of ${operator}`);
  if (operator === '+') {
    return sumType(left, right);
  }
  return operands.length === 1 ? 'number' : 'boolean';
}

function sumType(left: RuleType, right: RuleType): RuleType {
  if (left === 'string' || right === 'string') {
    return 'string';
  }
  return left === 'number' && right === 'number' ? 'number' : 'any';
}

function choiceType(expression: Expression & { kind: 'choice' }, variables: VariableTypes): RuleType {
  expectType(inferType(expression.test, variables), ['boolean'], 'What stands before ?');
  const yes = inferType(expression.yes, variables);
  const no = inferType(expression.no, variables);
  return yes === no ? yes : 'any';
}

function expectType(given: RuleType, wanted: readonly RuleType[], what: string): void {
  if (given !== 'any' && !wanted.includes(given)) {
    throw new RulesError(`${what} must be ${wanted.join(' or ')} but is ${given}.`);
  }
}
