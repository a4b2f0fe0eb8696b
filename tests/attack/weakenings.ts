import { type Expression, parseExpression } from 'database-emulator/rules';

/** Rules of which one part always holds. */
export interface Weakening {
  /** Where, and what no longer counts. */
  title: string;
  rules: string;
  /** Why the weakened rules refuse all that the real ones do. */
  equivalent: string | undefined;
}

/** Parts that another part implies. They stay in the rules for those who read them, and who merge them into others. */
const IMPLIED: Record<string, string> = {
  'auth != null && auth.uid': 'nobody who is signed out has the uid of a path: null is no key',
  'auth != null && $lease.beginsWith': 'to join null and a text is an error, and an error is a refusal',
  'newData.isString() && newData.val().length':
    'to ask anything but a text for its length is an error, and an error is a refusal',
  'newData.isString() && newData.val().matches':
    'to ask anything but a text for a pattern is an error, and an error is a refusal',
  'newData.isString() && (newData.val().length':
    'to ask anything but a text for its length is an error, and an error is a refusal',
  'newData.isNumber() && newData.val() > now':
    'to compare anything else with a time is an error, and an error is a refusal',
  'newData.exists() || !newData.parent().exists()) && (!data.exists()':
    'the `.validate` of the lease asks for the id; it stays because Firebase says that no `.validate` counts for a removal',
  '!newData.parent().exists()) && (!data.exists() || newData.val() === data.val()':
    'the `.validate` of the lease asks for the id; it stays because Firebase says that no `.validate` counts for a removal',
  '!newData.parent().exists()) && (!root':
    'the `.validate` of the lease asks for the time; it stays because Firebase says that no `.validate` counts for a removal',
  'request.auth != null && request.auth.uid': 'to ask for the uid of nobody is an error, and an error is a refusal',
  'after.last_changed is timestamp': 'to compare anything else with a time is an error, and an error is a refusal',
};

/** Each condition of database.rules.json, each part of it that && or || join, and each limit. */
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

/** A backslash is two characters in JSON; the blank keeps the positions. */
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

/** Each condition and each `return` of firestore.rules, each part of them that && joins, and each limit. */
export function weakenedFirestoreRules(rules: string): Weakening[] {
  return [...rules.matchAll(/(?<=: if |return )[^;]+(?=;)/g)].flatMap(({ 0: condition, index }) => [
    ...weaken(rules, index, condition, 'true'),
    ...conjuncts(condition).flatMap(([at, part]) => weaken(rules, index + at, part, 'true')),
    ...[...condition.matchAll(/(?<=<= )\d+/g)].flatMap((limit) =>
      weaken(rules, index + limit.index, limit[0], String(Number(limit[0]) + 1)),
    ),
  ]);
}

/** What && joins, and where it begins. */
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

/** The text says where the part stands: it begins with it. */
function isPartOf(rules: string, start: number, part: string, text: string): boolean {
  return text.startsWith(part) && rules.startsWith(text, start);
}
