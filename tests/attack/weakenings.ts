import { type Expression, parseExpression } from 'database-emulator/rules';

/** Rules in which one part is always true. */
export interface Weakening {
  /** The line and the part that is always true. */
  title: string;
  rules: string;
  /** Why the weakened rules refuse the same requests as the real ones; undefined if they should not. */
  equivalent: string | undefined;
}

/** Parts that another part implies. They stay in the rules for developers who read or merge the rules. */
const IMPLIED: Record<string, string> = {
  'auth != null && auth.uid': 'a signed-out client has no uid, and null is no key of a path',
  'auth != null && $lease.beginsWith': 'joining null and a text is an error, and an error is a refusal',
  'newData.isString() && newData.val().length':
    'reading the length of another type than a text is an error, and an error is a refusal',
  'newData.isString() && newData.val().matches':
    'matching another type than a text is an error, and an error is a refusal',
  'newData.isString() && (newData.val().length':
    'reading the length of another type than a text is an error, and an error is a refusal',
  'newData.isNumber() && newData.val() > now':
    'comparing another type with a time is an error, and an error is a refusal',
  'newData.exists() || !newData.parent().exists()) && (!data.exists()':
    'the `.validate` of the lease requires the id; this part stays because, by its documentation, Firebase applies no `.validate` to a removal',
  '!newData.parent().exists()) && (!data.exists() || newData.val() === data.val()':
    'the `.validate` of the lease requires the id; this part stays because, by its documentation, Firebase applies no `.validate` to a removal',
  '!newData.parent().exists()) && (!root':
    'the `.validate` of the lease requires the time; this part stays because, by its documentation, Firebase applies no `.validate` to a removal',
  'request.auth != null && request.auth.uid':
    'reading the uid of a signed-out client is an error, and an error is a refusal',
  'after.last_changed is timestamp': 'comparing another type with a time is an error, and an error is a refusal',
};

/** Weakens each condition of database.rules.json, each part that && or || joins, and each limit. */
export function weakenedDatabaseRules(rules: string): Weakening[] {
  return [...rules.matchAll(/"\.(?:read|write|validate)": (?:"([^"]*)"|false)/g)].flatMap(
    ({ 0: rule, 1: text, index }) => {
      if (text === undefined) return weaken(rules, index + rule.length - 'false'.length, 'false', 'true');
      const start = index + rule.length - text.length - 1;
      return partsThatCount(parseExpression(unescaped(text))).flatMap((part) => {
        const better = part.kind === 'literal' ? String(Number(part.value) + 1) : 'true';
        return weaken(rules, start + part.start, text.slice(part.start, part.end), better);
      });
    },
  );
}

/** Keeps the positions: a backslash is two characters in JSON, so the first one becomes a blank. */
function unescaped(text: string): string {
  return text.replaceAll('\\\\', ' \\');
}

function partsThatCount(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'logical':
      return [expression, ...partsThatCount(expression.left), ...partsThatCount(expression.right)];
    case 'choice':
      return [expression, ...partsThatCount(expression.yes), ...partsThatCount(expression.no)];
    case 'binary':
      return [expression, ...(isLimit(expression) ? [expression.right] : [])];
    default:
      return [expression];
  }
}

function isLimit({ operator, right }: Expression & { kind: 'binary' }): boolean {
  return operator === '<=' && right.kind === 'literal';
}

/** Weakens each condition and each `return` of firestore.rules, each part that && joins, and each limit. */
export function weakenedFirestoreRules(rules: string): Weakening[] {
  return [...rules.matchAll(/(?<=: if |return )[^;]+(?=;)/g)].flatMap(({ 0: condition, index }) => [
    ...weaken(rules, index, condition, 'true'),
    ...conjuncts(condition).flatMap(([at, part]) => weaken(rules, index + at, part, 'true')),
    ...[...condition.matchAll(/(?<=<= )\d+/g)].flatMap((limit) =>
      weaken(rules, index + limit.index, limit[0], String(Number(limit[0]) + 1)),
    ),
  ]);
}

/** The parts that && joins, each with its position. */
function conjuncts(condition: string): [number, string][] {
  const parts = [...condition.matchAll(/(?:(?!&&)[\s\S])+/g)].map(({ 0: text, index }): [number, string] => {
    const part = text.replace(/^&/, '').trim();
    return [index + text.indexOf(part), part];
  });
  return parts.length > 1 ? parts : [];
}

function weaken(rules: string, start: number, part: string, better: string): Weakening[] {
  const line = rules.slice(0, start).split('\n').length;
  const title = `line ${line}: ${part.replaceAll(/\s+/g, ' ')} → ${better}`;
  const [, equivalent] = Object.entries(IMPLIED).find(([text]) => isPartOf(rules, start, part, text)) ?? [];
  return [{ title, equivalent, rules: rules.slice(0, start) + better + rules.slice(start + part.length) }];
}

/** True if the part is at the position of the text, which begins with the part. */
function isPartOf(rules: string, start: number, part: string, text: string): boolean {
  return text.startsWith(part) && rules.startsWith(text, start);
}
