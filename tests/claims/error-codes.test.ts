import ts from 'typescript';
import { expect, test } from 'vitest';
import { page, read } from './pages.ts';

test('docs/8 has a paragraph for each error code, and for no other', () => {
  const codes = page('docs/8-errors.md').headings.filter((heading) => heading.startsWith('presence/'));
  expect(codes).toEqual(errorCodes());
});

test('every error code in the quickstart exists', () => {
  const { codes } = page('docs/1-quickstart.md');
  const mentioned = codes.filter(
    (code) => code.startsWith('presence/') && !code.startsWith('presence/.') && code !== 'presence/',
  );
  expect(mentioned).not.toEqual([]);
  expect(errorCodes()).toEqual(expect.arrayContaining(mentioned));
});

/** The members of the union PresenceErrorCode, in order. */
function errorCodes(): string[] {
  const path = 'web-client/src/core/errors.ts';
  const { statements } = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true);
  const union = statements
    .filter(ts.isTypeAliasDeclaration)
    .find(({ name }) => name.text === 'PresenceErrorCode')?.type;
  if (!union || !ts.isUnionTypeNode(union)) throw new Error(`${path} has no union PresenceErrorCode`);
  return union.types.map((member) => member.getText().replaceAll("'", ''));
}
