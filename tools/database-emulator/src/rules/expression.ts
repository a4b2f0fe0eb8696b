import {
  type Expression as AcornExpression,
  type BinaryExpression,
  type CallExpression,
  type MemberExpression,
  parseExpressionAt,
} from 'acorn';
import { patternFault } from './pattern.ts';
import { ConditionError } from './rules-error.ts';

/** The rules language: a few forms of JavaScript expressions, and none that can run code. */
export type Expression = Form & {
  /** The offset in the text of the condition. */
  readonly start: number;
  readonly end: number;
};

type Form =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'pattern'; readonly pattern: RegExp }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'property'; readonly object: Expression; readonly name: Expression }
  | {
      readonly kind: 'call';
      readonly object: Expression;
      readonly method: string;
      readonly args: readonly Expression[];
    }
  | { readonly kind: 'unary'; readonly operator: '!' | '-'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'logical'; readonly operator: '&&' | '||'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'list'; readonly items: readonly Expression[] };

export type BinaryOperator = (typeof BINARY_OPERATORS)[number];

const BINARY_OPERATORS = ['==', '!=', '===', '!==', '<', '<=', '>', '>=', '+', '-', '*', '/', '%'] as const;

export function parseExpression(text: string): Expression {
  const node = parseWithAcorn(text);
  const rest = text.slice(node.end).trim();
  if (rest !== '') {
    throw new ConditionError(`Unexpected ${JSON.stringify(rest)} after the expression.`, node.end);
  }
  return translate(node);
}

/** Returns the direct parts of an expression. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'pattern':
    case 'variable':
      return [];
    case 'property':
      return [expression.object];
    case 'call':
      return [expression.object, ...expression.args];
    case 'unary':
      return [expression.operand];
    case 'binary':
    case 'logical':
      return [expression.left, expression.right];
    case 'choice':
      return [expression.test, expression.yes, expression.no];
    case 'list':
      return expression.items;
  }
}

function parseWithAcorn(text: string): AcornExpression & { end: number } {
  try {
    return parseExpressionAt(text, 0, { ecmaVersion: 2018, preserveParens: true });
  } catch (error) {
    throw syntaxError(error);
  }
}

/** Acorn adds the position to the text of its errors. */
function syntaxError(error: unknown): ConditionError {
  const offset = error instanceof SyntaxError && 'pos' in error && typeof error.pos === 'number' ? error.pos : 0;
  const message = error instanceof Error ? error.message.replace(/ \(\d+:\d+\)$/, '') : String(error);
  return new ConditionError(`Invalid expression: ${message}.`, offset);
}

function translate(node: AcornExpression): Expression {
  return node.type === 'ParenthesizedExpression'
    ? translate(node.expression)
    : { ...translateForm(node), start: node.start, end: node.end };
}

function translateForm(node: AcornExpression): Form {
  switch (node.type) {
    case 'Literal':
      return translateLiteral(node);
    case 'Identifier':
      return { kind: 'variable', name: node.name };
    case 'MemberExpression':
      return translateMember(node);
    case 'CallExpression':
      return translateCall(node);
    case 'UnaryExpression':
      if (node.operator === '!' || node.operator === '-') {
        return { kind: 'unary', operator: node.operator, operand: translate(node.argument) };
      }
      throw new ConditionError(`Unknown operator ${node.operator}.`, node.start);
    case 'BinaryExpression':
      if (node.left.type === 'PrivateIdentifier') {
        throw new ConditionError('Private names are not part of the rules language.', node.start);
      }
      return {
        kind: 'binary',
        operator: binaryOperator(node),
        left: translate(node.left),
        right: translate(node.right),
      };
    case 'LogicalExpression':
      if (node.operator === '??') {
        throw new ConditionError('Unknown operator ??.', node.start);
      }
      return { kind: 'logical', operator: node.operator, left: translate(node.left), right: translate(node.right) };
    case 'ConditionalExpression':
      return {
        kind: 'choice',
        test: translate(node.test),
        yes: translate(node.consequent),
        no: translate(node.alternate),
      };
    case 'ArrayExpression':
      return { kind: 'list', items: node.elements.map((item) => translateItem(item, node.start)) };
    default:
      throw new ConditionError(`${node.type} is not part of the rules language.`, node.start);
  }
}

function translateLiteral(node: Extract<AcornExpression, { type: 'Literal' }>): Form {
  if (node.regex) {
    return { kind: 'pattern', pattern: checkedPattern(node.regex, node.start) };
  }
  const { value } = node;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return { kind: 'literal', value };
  }
  throw new ConditionError(`${node.raw} is not part of the rules language.`, node.start);
}

function checkedPattern({ pattern, flags }: { pattern: string; flags: string }, offset: number): RegExp {
  const fault = /^i?$/.test(flags) ? patternFault(pattern) : 'the only flag is "i"';
  if (fault !== undefined) {
    throw new ConditionError(`Invalid regular expression /${pattern}/${flags}: ${fault}.`, offset);
  }
  return new RegExp(pattern, flags);
}

function translateMember(node: MemberExpression): Form & { kind: 'property' } {
  if (node.object.type === 'Super' || node.property.type === 'PrivateIdentifier' || node.optional) {
    throw new ConditionError('Only a.b and a["b"] can read properties.', node.start);
  }
  const { start, end } = node.property;
  const name: Expression =
    !node.computed && node.property.type === 'Identifier'
      ? { kind: 'literal', value: node.property.name, start, end }
      : translate(node.property);
  return { kind: 'property', object: translate(node.object), name };
}

/** The name of a method can also be a string in brackets: `root["exists"]()`. */
function translateCall(node: CallExpression): Form {
  const { callee } = node;
  const target = callee.type === 'MemberExpression' && !node.optional ? translateMember(callee) : undefined;
  if (target?.name.kind !== 'literal' || typeof target.name.value !== 'string') {
    throw new ConditionError('Only methods can be called.', node.start);
  }
  return {
    kind: 'call',
    object: target.object,
    method: target.name.value,
    args: node.arguments.map((argument) => translateItem(argument, node.start)),
  };
}

function translateItem(node: CallExpression['arguments'][number] | null, offset: number): Expression {
  if (node === null || node.type === 'SpreadElement') {
    throw new ConditionError('Spreads and holes are not part of the rules language.', offset);
  }
  return translate(node);
}

function binaryOperator({ operator, start }: BinaryExpression): BinaryOperator {
  const known = BINARY_OPERATORS.find((each) => each === operator);
  if (known === undefined) {
    throw new ConditionError(`Unknown operator ${operator}.`, start);
  }
  return known;
}
