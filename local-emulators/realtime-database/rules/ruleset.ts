import { checkKey } from '../path.ts';
import { checkCondition, type VariableTypes } from './check.ts';
import { RuleCoverage } from './coverage.ts';
import { type Expression, parseExpression } from './expression.ts';
import { RulesError } from './rules-error.ts';
import { plainJson, readSource, type SourceNode } from './source.ts';
import type { RuleType } from './value.ts';

type Condition = 'read' | 'write' | 'validate';

/** The rules at one place, with those of the keys below it. */
export interface RuleNode {
  readonly conditions: ReadonlyMap<Condition, Expression>;
  readonly indexOn: readonly string[];
  readonly children: ReadonlyMap<string, RuleNode>;
  /** The `$variable` child: it stands for every key that has no rules of its own. */
  readonly wildcard: { readonly name: string; readonly node: RuleNode } | undefined;
}

export interface Ruleset {
  /** As uploaded, comments included. */
  readonly source: string;
  readonly json: unknown;
  readonly root: RuleNode;
  /** What its conditions were since the upload. */
  readonly coverage: RuleCoverage;
}

/** What a namespace has before anybody uploads rules, as in the official emulator. */
export function openRules(): Ruleset {
  return parseRules('{\n  "rules": {\n    ".read": true,\n    ".write": true\n  }\n}\n');
}

export function parseRules(source: string): Ruleset {
  const document = readSource(source);
  const rules = document.kind === 'object' ? document.entries.get('rules') : undefined;
  if (document.kind !== 'object' || rules === undefined || document.entries.size !== 1) {
    throw new RulesError('Rules must be an object with the one key "rules"', document.line);
  }
  const coverage = new RuleCoverage(source);
  return { source, json: plainJson(document), root: parseNode(rules, [], coverage), coverage };
}

function parseNode(source: SourceNode, wildcards: readonly string[], coverage: RuleCoverage): RuleNode {
  if (source.kind !== 'object') {
    throw new RulesError('Rules at a place must be an object', source.line);
  }
  const conditions = new Map<Condition, Expression>();
  const children = new Map<string, RuleNode>();
  let indexOn: readonly string[] = [];
  let wildcard: RuleNode['wildcard'];
  for (const [key, entry] of source.entries) {
    const condition = conditionNamed(key);
    if (condition !== undefined) {
      conditions.set(condition, parseCondition(entry, condition, wildcards, coverage));
    } else if (key === '.indexOn') {
      indexOn = parseIndexOn(entry);
    } else if (key.startsWith('$')) {
      if (wildcard !== undefined) {
        throw new RulesError(`There can be only one wildcard beside ${wildcard.name}: ${key}`, entry.line);
      }
      wildcard = { name: key, node: parseWildcard(key, entry, wildcards, coverage) };
    } else {
      checkRuleKey(key, entry);
      children.set(key, parseNode(entry, wildcards, coverage));
    }
  }
  return { conditions, indexOn, children, wildcard };
}

function conditionNamed(key: string): Condition | undefined {
  switch (key) {
    case '.read':
      return 'read';
    case '.write':
      return 'write';
    case '.validate':
      return 'validate';
    default:
      return undefined;
  }
}

function parseWildcard(
  name: string,
  source: SourceNode,
  wildcards: readonly string[],
  coverage: RuleCoverage,
): RuleNode {
  if (!/^\$[A-Za-z_]\w*$/.test(name)) {
    throw new RulesError(`Invalid wildcard name ${name}`, source.line);
  }
  if (wildcards.includes(name)) {
    throw new RulesError(`The wildcard ${name} is already used above`, source.line);
  }
  return parseNode(source, [...wildcards, name], coverage);
}

function parseCondition(
  source: SourceNode,
  condition: Condition,
  wildcards: readonly string[],
  coverage: RuleCoverage,
): Expression {
  if (source.kind === 'value' && typeof source.value === 'boolean') {
    const { value } = source;
    return coverage.expects({ kind: 'literal', value, start: 0, end: String(value).length }, source.offset);
  }
  if (source.kind !== 'value' || typeof source.value !== 'string') {
    throw new RulesError(`.${condition} must be a boolean or an expression in quotes`, source.line);
  }
  try {
    const expression = parseExpression(source.value);
    checkCondition(expression, variableTypes(condition, wildcards));
    return coverage.expects(expression, source.offset + '"'.length);
  } catch (error) {
    throw error instanceof RulesError ? new RulesError(error.message, source.line) : error;
  }
}

function variableTypes(condition: Condition, wildcards: readonly string[]): VariableTypes {
  return new Map<string, RuleType>([
    ['auth', 'any'],
    ['now', 'number'],
    ['root', 'snapshot'],
    ['data', 'snapshot'],
    condition === 'read' ? ['query', 'properties'] : ['newData', 'snapshot'],
    ...wildcards.map((name): [string, RuleType] => [name, 'string']),
  ]);
}

function parseIndexOn(source: SourceNode): readonly string[] {
  const items = source.kind === 'array' ? source.items : [source];
  return items.map((item) => {
    if (item.kind !== 'value' || typeof item.value !== 'string') {
      throw new RulesError('.indexOn must be a string or a list of strings', item.line);
    }
    return item.value;
  });
}

function checkRuleKey(key: string, source: SourceNode): void {
  try {
    checkKey(key);
  } catch {
    throw new RulesError(`Invalid key ${JSON.stringify(key)}`, source.line);
  }
}
