import { checkKey } from '../data/path.ts';
import { checkCondition, type VariableTypes } from './check.ts';
import { RuleCoverage } from './coverage.ts';
import { type Expression, parseExpression } from './expression.ts';
import { ConditionError, RulesError } from './rules-error.ts';
import { plainJson, readSource, type SourceNode } from './source.ts';
import { offsetInString, positionAt } from './source-position.ts';
import type { RuleType } from './value.ts';

type Condition = 'read' | 'write' | 'validate';

/** The rules at one path, with the rules of the keys below it. */
export interface RuleNode {
  readonly conditions: ReadonlyMap<Condition, Expression>;
  readonly indexOn: readonly string[];
  readonly children: ReadonlyMap<string, RuleNode>;
  /** The `$variable` child. It applies to every key without rules of its own. */
  readonly wildcard: { readonly name: string; readonly node: RuleNode } | undefined;
}

export interface Ruleset {
  /** As uploaded, comments included. */
  readonly source: string;
  readonly json: unknown;
  readonly root: RuleNode;
  /** The counted values of the conditions since the upload. */
  readonly coverage: RuleCoverage;
}

/** The rules of a database until an upload, as in the official emulator. */
export function openRules(): Ruleset {
  return parseRules('{\n  "rules": {\n    ".read": true,\n    ".write": true\n  }\n}\n');
}

/** The data that all parts of one upload need. */
interface Upload {
  readonly text: string;
  readonly coverage: RuleCoverage;
}

export function parseRules(source: string): Ruleset {
  const document = readSource(source);
  const rules = document.kind === 'object' ? document.entries.get('rules') : undefined;
  const upload = { text: source, coverage: new RuleCoverage(source) };
  if (document.kind !== 'object' || rules === undefined) {
    // Google reports the position after the first brace.
    throw errorAt(upload, document.offset + 1, "Expected 'rules' property.");
  }
  if (document.entries.size !== 1) {
    throw errorAt(upload, document.offset, 'Rules must be an object with the one key "rules".');
  }
  return { source, json: plainJson(document), root: parseNode(rules, [], upload), coverage: upload.coverage };
}

function errorAt({ text }: Upload, offset: number, message: string): RulesError {
  return new RulesError(message, positionAt(text, offset));
}

function parseNode(source: SourceNode, wildcards: readonly string[], upload: Upload): RuleNode {
  if (source.kind !== 'object') {
    throw errorAt(upload, source.offset, 'Rules at a place must be an object.');
  }
  const conditions = new Map<Condition, Expression>();
  const children = new Map<string, RuleNode>();
  let indexOn: readonly string[] = [];
  let wildcard: RuleNode['wildcard'];
  for (const [key, entry] of source.entries) {
    const condition = conditionNamed(key);
    if (condition !== undefined) {
      conditions.set(condition, parseCondition(entry, condition, wildcards, upload));
    } else if (key === '.indexOn') {
      indexOn = parseIndexOn(entry, upload);
    } else if (key.startsWith('$')) {
      if (wildcard !== undefined) {
        throw errorAt(upload, entry.offset, `There can be only one wildcard beside ${wildcard.name}: ${key}.`);
      }
      wildcard = { name: key, node: parseWildcard(key, entry, wildcards, upload) };
    } else {
      checkRuleKey(key, entry, upload);
      children.set(key, parseNode(entry, wildcards, upload));
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

function parseWildcard(name: string, source: SourceNode, wildcards: readonly string[], upload: Upload): RuleNode {
  if (!/^\$[A-Za-z_]\w*$/.test(name)) {
    throw errorAt(upload, source.offset, `Invalid wildcard name ${name}.`);
  }
  if (wildcards.includes(name)) {
    throw errorAt(upload, source.offset, `The wildcard ${name} is already used above.`);
  }
  return parseNode(source, [...wildcards, name], upload);
}

function parseCondition(
  source: SourceNode,
  condition: Condition,
  wildcards: readonly string[],
  upload: Upload,
): Expression {
  if (source.kind === 'value' && typeof source.value === 'boolean') {
    const { value } = source;
    return upload.coverage.expects({ kind: 'literal', value, start: 0, end: String(value).length }, source.offset);
  }
  if (source.kind !== 'value' || typeof source.value !== 'string') {
    throw errorAt(upload, source.offset, `.${condition} must be a boolean or an expression in quotes.`);
  }
  try {
    const expression = parseExpression(source.value);
    checkCondition(expression, variableTypes(condition, wildcards));
    return upload.coverage.expects(expression, source.offset + '"'.length);
  } catch (error) {
    if (error instanceof ConditionError) {
      throw errorAt(upload, offsetInString(upload.text, source.offset, error.offset), error.message);
    }
    throw error;
  }
}

function variableTypes(condition: Condition, wildcards: readonly string[]): VariableTypes {
  return new Map<string, RuleType>([
    ['auth', 'any'],
    ['now', 'number'],
    ['root', 'snapshot'],
    ['data', 'snapshot'],
    condition === 'read' ? ['query', 'query'] : ['newData', 'snapshot'],
    ...wildcards.map((name): [string, RuleType] => [name, 'string']),
  ]);
}

function parseIndexOn(source: SourceNode, upload: Upload): readonly string[] {
  const items = source.kind === 'array' ? source.items : [source];
  return items.map((item) => {
    if (item.kind !== 'value' || typeof item.value !== 'string') {
      throw errorAt(upload, item.offset, '.indexOn must be a string or a list of strings.');
    }
    return item.value;
  });
}

function checkRuleKey(key: string, source: SourceNode, upload: Upload): void {
  try {
    checkKey(key);
  } catch {
    throw errorAt(upload, source.offset, `Invalid key ${JSON.stringify(key)}.`);
  }
}
