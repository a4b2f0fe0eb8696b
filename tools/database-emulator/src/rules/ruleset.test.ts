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
  ['{"rules": {".read": true,,}}', 'Unexpected ,'],
  ['{"rules": {,}}', 'Unexpected ,'],
  ['{"rules": {".indexOn": ["a",]}}', 'Unexpected ]'],
  ['{"rules": {".read": true} "more": 1}', 'Expected ,'],
  ['{"rules": {1: {}}}', 'Expected a key in quotes'],
  ['{"rules": {}} x', 'Unexpected x'],
  ['{"rules": {".read": tru}}', 'Unexpected tru'],
  ['{"rules": {"a": {}, "a": {}}}', 'Duplicate key "a"'],
  ['{".read": true}', "1:2: Expected 'rules' property."],
  ['[]', "Expected 'rules' property."],
  ['{"rules": {}, "more": {}}', 'the one key "rules"'],
  ['{"rules": {".reed": true}}', 'Invalid key ".reed"'],
  ['{"rules": {".read": 1}}', '.read must be a boolean or an expression'],
  ['{"rules": {"a": true}}', 'must be an object'],
  ['{"rules": {"a/b": {}}}', 'Invalid key "a/b"'],
  ['{"rules": {"$a": {}, "$b": {}}}', 'only one wildcard beside $a'],
  ['{"rules": {"$a": {"b": {"$a": {}}}}}', '$a is already used above'],
  ['{"rules": {"$": {}}}', 'Invalid wildcard name $'],
  ['{"rules": {".indexOn": [1]}}', '.indexOn must be a string or a list of strings'],
])('the rules %s are rejected: %s', (source, message) => {
  expect(() => parseRules(source)).toThrow(message);
});

test.each([
  ['{\n"rules": {\n  ".read": "auth.uid == unknown"\n}\n}', "3:25: Unknown variable 'unknown'."],
  ['{"rules": {".read": "auth.uid == \\"a\\" && x"}}', "1:43: Unknown variable 'x'."],
  ['{"rules": {".read": "auth != null &&\n  newData.isArray()"}}', "2:3: Unknown variable 'newData'."],
  ['{"rules": {".write": "newData.isArray()"}}', "1:23: No such method/property 'isArray'."],
  ['{"rules": {".read": "auth ="}}', '1:28: Invalid expression: Unexpected token.'],
  ['path /a {\n}', '1:1: Parse error. Unexpected path.'],
  ['{\n  "rules": {}\n', '3:1: Parse error. Expected , but found the end of the rules.'],
])('the message about %j begins with the line and column', (source, message) => {
  expect(() => parseRules(source)).toThrow(message);
});

test('a comma after the last entry is accepted, as in the rules of the test mode', () => {
  const source = '{ "rules": { ".read": "now < 5", "a": { ".write": true, }, }, }';
  expect(parseRules(source).json).toEqual({ rules: { '.read': 'now < 5', a: { '.write': true } } });
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
  'newData["exists"]() && auth.uid["contains"]("a")',
  "$uid.beginsWith(auth.uid + ':')",
  'auth.token.auth_time * 1000 > newData.parent().parent().child($uid).val()',
  "newData.val() === data.child('n').val() + 1",
  "newData.val() == data.child('n').val() && data.getPriority() != null",
  'auth.token.roles[$uid] == true',
  'newData.isNumber() ? newData.val() > 0 : newData.isBoolean()',
  "(auth.token.admin == true ? 'a' : 2) == $uid",
  'newData.val().matches(/^(a|b)[$^|]*\\$x|c{2,}$/)',
])('the condition %s is accepted', (condition) => {
  expect(() => parseRules(rulesWith(condition))).not.toThrow();
});

test.each([
  ['auth.uid == $user', "Unknown variable '$user'"],
  ['undefined == null', "Unknown variable 'undefined'"],
  ['process.exit()', "Unknown variable 'process'"],
  ['eval("1")', 'Only methods can be called'],
  ["auth['constructor']('return 1')()", 'Only methods can be called'],
  ["auth['constructor']('return 1')", "No such method/property 'constructor'"],
  ["newData['exi' + 'sts']()", 'Only methods can be called'],
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
  ['newData.val().matches(/a/g)', 'the only flag is "i"'],
  ["newData.val().matches('a')", 'needs a regular expression literal'],
  ['newData.hasChildren([])', 'a list that is not empty'],
  ['newData.hasChildren([1])', 'An item of a list must be string'],
  ['newData.child()', "Method 'child' called with 0 arguments"],
  ['newData.exists(1)', "Method 'exists' called with 1 arguments"],
  ['newData.valueOf()', "No such method/property 'valueOf'"],
  ['newData.root', "No such method/property 'root'"],
  ['$uid.bold()', "No such method/property 'bold'"],
  ['now', 'A rule must be boolean but is number'],
  ['newData.child("x")', 'A rule must be boolean but is snapshot'],
  ['now && true', 'Left operand of && must be boolean'],
  ['!now', '! only operates on booleans'],
  ["'a' - 1 > 0", 'Invalid - expression: left operand is not a number.'],
  ['newData.val().notFound == false', "No such method/property 'notFound'"],
  ['newData.val().exists()', "No such method/property 'exists'"],
  ['newData["x" + $uid] == 1', 'Invalid property access'],
  ['newData == null', 'Invalid == expression: left operand is not a number, boolean, string, or null.'],
  ["null !== data.child('x')", 'Invalid !== expression: right operand is not a number, boolean, string, or null.'],
  ['newData.val() > true', 'Invalid > expression: right operand is not a number or string.'],
  ["auth.token.x == 'one' ? 7 : true", 'A rule must be boolean but is number'],
  ["auth != null && (now > 1 ? 'a' : true)", 'Right operand of && must be boolean'],
  ['auth != null && newData.val()', 'Right operand of && must be boolean'],
  ['!auth.token.banned', '! only operates on booleans'],
  ['newData.val().matches(/(^foo$|bar)/)', '^ must be its first character'],
  ['newData.val().matches(/a$b/)', '$ its last one'],
  ['newData.val().matches(/^(foo|)$/)', 'an alternative or a group is empty'],
  ['newData.val().matches(/a||b/)', 'an alternative or a group is empty'],
  ['newData.val().matches(/^|a/)', 'an alternative or a group is empty'],
])('the condition %s is rejected: %s', (condition, message) => {
  expect(() => parseRules(rulesWith(condition))).toThrow(message);
});

test('a condition for reads has query and no newData, and one for writes the opposite', () => {
  expect(() => parseRules(rulesWith('query.limitToFirst < 10', '.read'))).not.toThrow();
  expect(() => parseRules(rulesWith('newData.exists()', '.read'))).toThrow("Unknown variable 'newData'");
  expect(() => parseRules(rulesWith('query.orderByKey && query.foo == 1', '.read'))).toThrow(
    "No such method/property 'foo'",
  );
  expect(() => parseRules(rulesWith('query.orderByKey', '.validate'))).toThrow("Unknown variable 'query'");
});
