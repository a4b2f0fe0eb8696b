import ts from 'typescript';
import { read } from './pages.ts';

/** The titles of the tests of a file: the first argument of `test(…)`, or a `title` in a table of cases. */
export function testTitles(path: string): string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    const title = titleIn(node);
    if (title !== undefined && ts.isStringLiteralLike(title)) titles.push(title.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true));
  return titles;
}

function titleIn(node: ts.Node): ts.Expression | undefined {
  if (ts.isCallExpression(node) && /^test\b/.test(node.expression.getText())) return node.arguments[0];
  if (ts.isPropertyAssignment(node) && node.name.getText() === 'title') return node.initializer;
  return undefined;
}
