import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { treeOf } from './random-trees.ts';
import { hashOf } from './transaction-hash.ts';

function sha1(text: string): string {
  return createHash('sha1').update(text, 'utf8').digest('base64');
}

test('an empty node has the empty hash', () => {
  expect(hashOf(treeOf(null))).toBe('');
});

test('leaves are hashed with their type, numbers as the digits of their double', () => {
  expect(hashOf(treeOf('é'))).toBe(sha1('string:é'));
  expect(hashOf(treeOf(true))).toBe(sha1('boolean:true'));
  expect(hashOf(treeOf(1))).toBe(sha1('number:3ff0000000000000'));
  expect(hashOf(treeOf(-1.5))).toBe(sha1('number:bff8000000000000'));
});

test('children are hashed in the order of their keys, after the priority', () => {
  const children = `:2:${sha1('string:two')}:10:${sha1('string:ten')}:a:${sha1('boolean:false')}`;
  expect(hashOf(treeOf({ a: false, 10: 'ten', 2: 'two' }))).toBe(sha1(children));
  expect(hashOf(treeOf({ '.value': 'x', '.priority': 1 }))).toBe(sha1('priority:number:3ff0000000000000:string:x'));
  expect(hashOf(treeOf({ a: 'x', '.priority': 'p' }))).toBe(sha1(`priority:string:p::a:${sha1('string:x')}`));
});

test('children with priorities are hashed in the order of the priorities', () => {
  const a = sha1('priority:number:4000000000000000:string:x');
  const b = sha1('priority:number:3ff0000000000000:string:y');
  const json = { a: { '.value': 'x', '.priority': 2 }, b: { '.value': 'y', '.priority': 1 } };
  expect(hashOf(treeOf(json))).toBe(sha1(`:b:${b}:a:${a}`));
});
