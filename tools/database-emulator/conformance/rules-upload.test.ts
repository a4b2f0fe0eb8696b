import { expect, test } from 'vitest';
import { call, freshNamespace, setRules } from './clients.ts';

async function upload(text: string): Promise<{ status: number; json: unknown }> {
  return await call(freshNamespace(), '/.settings/rules.json', { method: 'PUT', text });
}

function rulesWith(condition: string): string {
  return JSON.stringify({ rules: { users: { $uid: { '.write': condition } } } });
}

test('rules with a comma after the last entry are accepted', async () => {
  expect((await upload('{\n  "rules": {\n    ".read": "now < 5",\n    ".write": false,\n  }\n}')).status).toBe(200);
});

test('an error in the rules begins with the line and column', async () => {
  const { status, json } = await upload('{\n  "rules": {\n    ".read": "newData.exists()"\n  }\n}');
  expect(status).toBe(400);
  expect(json).toEqual({ error: expect.stringMatching(/^3:\d+: .*\n$/) });
});

test.each([
  'newData["exists"]()',
  "$uid.beginsWith(auth.uid + ':')",
  'newData.val() == null',
  'newData.isNumber() ? newData.val() > 0 : newData.isBoolean()',
  'newData.val().matches(/^(a|b)$/)',
  '1 / 0 > 1',
])('the condition %s is accepted', async (condition) => {
  expect((await upload(rulesWith(condition))).status).toBe(200);
});

test.each([
  "auth.token.x === 'one' ? 7 : true",
  'newData.val().notFound == false',
  'newData == null',
  '!newData.val()',
  'newData["doesNotExist"]()',
  'newData.val().matches(/(^a$|b)/)',
  'newData.val().matches(/^(a|)$/)',
])('the condition %s is rejected', async (condition) => {
  expect((await upload(rulesWith(condition))).status).toBe(400);
});

test('a property that no query has is rejected', async () => {
  expect((await upload('{"rules": {".read": "query.foo == 1"}}')).status).toBe(400);
});

test('a key that cannot be stored is a child that does not exist', async () => {
  const namespace = freshNamespace();
  await setRules(namespace, {
    child: { '.read': "!root.child('banned/bob@example.com').exists()" },
    hasChild: { '.read': "!root.hasChild('banned/bob@example.com')" },
    hasChildren: { '.read': "!root.hasChildren(['banned/bob@example.com'])" },
  });
  for (const path of ['child', 'hasChild', 'hasChildren']) {
    expect((await call(namespace, `/${path}.json`, { admin: false })).status).toBe(200);
  }
});

test('a division by zero is not a number', async () => {
  const namespace = freshNamespace();
  await setRules(namespace, { '.read': "1 / 0 + '' == 'NaN' && !(1 / 0 > 2)" });
  expect((await call(namespace, '/.json', { admin: false })).status).toBe(200);
});
