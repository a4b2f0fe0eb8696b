import { expect, test } from 'vitest';
import { parseRules } from './ruleset.ts';
import { plainJson, readSource } from './source.ts';

function rulesWith(condition: string, kind = '.write'): string {
  return JSON.stringify({ rules: { users: { $uid: { [kind]: condition } } } });
}

test('comments and strings over several lines are part of the language', () => {
  const source = `{
    // who reads
    "rules": { /* " { */
      ".read": "auth != null &&
                auth.uid != 'x // no comment'" }
  }`;
  expect(plainJson(readSource(source))).toEqual({
    rules: { '.read': expect.stringMatching(/^auth != null &&\n +auth\.uid != 'x \/\/ no comment'$/) },
  });
  expect(parseRules(source).source).toBe(source);
});

test.each([
  ['{"rules": {".read": true}', 'the end of the rules'],
  ['{"rules": {".read": true,}}', 'Unexpected }'],
  ['{"rules": {".read": true} "more": 1}', 'Expected ,'],
  ['{"rules": {1: {}}}', 'Expected a key in quotes'],
  ['{"rules": {}} x', 'Unexpected x'],
  ['{"rules": {".read": tru}}', 'Unexpected tru'],
  ['{"rules": {"a": {}, "a": {}}}', 'Duplicate key "a"'],
  ['{".read": true}', 'the one key "rules"'],
  ['[]', 'the one key "rules"'],
  ['{"rules": {".reed": true}}', 'Invalid key ".reed"'],
  ['{"rules": {".read": 1}}', '.read must be a boolean or an expression'],
  ['{"rules": {"a": true}}', 'must be an object'],
  ['{"rules": {"a/b": {}}}', 'Invalid key "a/b"'],
  ['{"rules": {"$a": {}, "$b": {}}}', 'only one wildcard beside $a'],
  ['{"rules": {"$a": {"b": {"$a": {}}}}}', '$a is already used above'],
  ['{"rules": {"$": {}}}', 'Invalid wildcard name $'],
  ['{"rules": {".indexOn": [1]}}', '.indexOn must be a string or a list of strings'],
])('the rules %s are refused: %s', (source, message) => {
  expect(() => parseRules(source)).toThrow(message);
});

test('the message begins with the line of the rule, where the CLI puts it behind the name of the file', () => {
  expect(() => parseRules('{\n"rules": {\n".read": "nobody.uid"\n}\n}')).toThrow(/^3: Unknown variable 'nobody'\.$/);
});

test.each([
  'auth.uid === $uid',
  "newData.parent().child('x').val() + 1 > now - 5 * 2",
  "newData.hasChildren(['a', 'b']) && !newData.hasChild('c')",
  'newData.val().matches(/^[a-z]+$/i)',
  "auth.token['email_verified'] == true",
  '$uid.length < 10 ? newData.exists() : data.isString() || newData.isNumber()',
  '(auth != null)',
  'newData.val()',
])('the condition %s is accepted', (condition) => {
  expect(() => parseRules(rulesWith(condition))).not.toThrow();
});

test.each([
  ['auth.uid == $user', "Unknown variable '$user'"],
  ['undefined == null', "Unknown variable 'undefined'"],
  ['process.exit()', "Unknown variable 'process'"],
  ['eval("1")', 'Only methods can be called'],
  ["auth['constructor']('return 1')()", 'Only methods can be called'],
  ['(function () { return true })()', 'Only methods can be called'],
  ['() => true', 'ArrowFunctionExpression is not part'],
  ['new Date() > now', 'NewExpression is not part'],
  ['`now` == now', 'TemplateLiteral is not part'],
  ['auth = null', 'AssignmentExpression is not part'],
  ['this == null', 'ThisExpression is not part'],
  ['now, true', 'SequenceExpression is not part'],
  ['typeof now == "number"', 'Unknown operator typeof'],
  ['"uid" in auth', 'Unknown operator in'],
  ['now ** 2 > 1', 'Unknown operator **'],
  ['auth != null; true', 'after the expression'],
  ['auth != null }', 'after the expression'],
  ['auth !=', 'Invalid expression'],
  ['newData.val().matches(/a/g)', 'no flag but "i"'],
  ["newData.val().matches('a')", 'needs a regular expression literal'],
  ['newData.hasChildren([])', 'a list that is not empty'],
  ['newData.hasChildren([1])', 'An item of a list must be string'],
  ['newData.child()', "Method 'child' called with 0 arguments"],
  ['newData.exists(1)', "Method 'exists' called with 1 arguments"],
  ['newData.valueOf()', "No such method 'valueOf'"],
  ['newData.root', "No such property 'root' on a snapshot"],
  ['$uid.bold()', "No such method 'bold'"],
  ['now', 'A rule must be boolean but is number'],
  ['newData.child("x")', 'A rule must be boolean but is snapshot'],
  ['now && true', 'The left side of && must be boolean'],
  ['!now', 'What follows ! must be boolean'],
  ["'a' - 1 > 0", 'The left side of - must be number'],
])('the condition %s is refused: %s', (condition, message) => {
  expect(() => parseRules(rulesWith(condition))).toThrow(message);
});

test('a condition on reading knows query and no newData, one on writing the other way round', () => {
  expect(() => parseRules(rulesWith('query.limitToFirst < 10', '.read'))).not.toThrow();
  expect(() => parseRules(rulesWith('newData.exists()', '.read'))).toThrow("Unknown variable 'newData'");
  expect(() => parseRules(rulesWith('query.orderByKey', '.validate'))).toThrow("Unknown variable 'query'");
});
