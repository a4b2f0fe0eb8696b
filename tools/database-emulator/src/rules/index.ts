// The rules language, for tools that read or change rules.
export { parsePath } from '../data/path.ts';
export { indexesAt } from './decide.ts';
export { type Expression, parseExpression, partsOf } from './expression.ts';
export { parseRules, type RuleNode } from './ruleset.ts';
