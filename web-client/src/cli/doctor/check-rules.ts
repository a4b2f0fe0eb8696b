import type { Finding } from '../finding.ts';
import { readRecord } from '../init/record.ts';
import type { App } from '../project/app.ts';
import type { BlockState } from '../rules/block-state.ts';
import { databaseBlockState, differences, lineOfBlock, rulesAbove } from '../rules/database-rules.ts';
import { firestoreBlockState, statusBlock, wildcardWrites } from '../rules/firestore-rules.ts';
import { rulesVersion } from '../rules/firestore-source.ts';
import { indexExemption } from '../rules/indexes.ts';
import { DATABASE_BLOCKS, ownDatabaseValue, ownFirestoreMatch } from '../rules/own-rules.ts';
import { type Json, parseJson, valueAt } from '../text/json.ts';
import { lineAt } from '../text/lines.ts';

/** The rules and the index of the project's files, against ours. @throws FileProblem if a file is not valid */
export function checkRules(app: App): Finding[] {
  const { project, config } = app;
  if (config === null) return [];
  const { marks } = readRecord(project);
  const { rules, indexes } = config.firestore ?? {};
  return [
    ...named(config.databaseRules.length > 0, 'database.rules'),
    ...config.databaseRules.flatMap((path) =>
      withText(app, path, (text) => checkDatabaseRules(parseJson(path, text), marks[path])),
    ),
    ...named(rules !== undefined, 'firestore.rules'),
    ...(rules ? withText(app, rules, (text) => checkFirestoreRules(rules, text, app.collection, marks[rules])) : []),
    ...(indexes ? withText(app, indexes, (text) => checkIndex(parseJson(indexes, text), app.collection)) : [noIndex()]),
  ];
}

/** @param marks those of the blocks that `init` wrote */
export function checkDatabaseRules(rules: Json, marks: Record<string, string> = {}): Finding[] {
  const blocks = DATABASE_BLOCKS.flatMap((name) => {
    const state = databaseBlockState(rules, name, marks[name]);
    const where = differences(name, valueAt(rules, 'rules', name), ownDatabaseValue(name));
    return stateFinding(state, `/${name}`, rules.path, lineOfBlock(rules, name), where);
  });
  return [...blocks, ...rulesAbove(rules)];
}

/** @param marks those of the blocks that `init` wrote */
export function checkFirestoreRules(
  path: string,
  source: string,
  collection: string,
  marks: Record<string, string> = {},
): Finding[] {
  const block = statusBlock(source, collection);
  const name = `the collection ${collection}`;
  const line = block && lineAt(source, block.start);
  const state = firestoreBlockState(source, collection, marks[ownFirestoreMatch(collection)]);
  const version: Finding[] =
    rulesVersion(source) === '2' || state === 'missing'
      ? []
      : [
          {
            code: 'rules-version',
            severity: 'error',
            file: path,
            line: 1,
            what: "the file does not begin with rules_version = '2';. The rules of presence need it.",
            fix: 'Add that line.',
          },
        ];
  return [...stateFinding(state, name, path, line, []), ...version, ...wildcardWrites(path, source, collection)];
}

function stateFinding(
  state: BlockState,
  name: string,
  file: string,
  line: number | undefined,
  where: string[],
): Finding[] {
  const place = line === undefined ? { file } : { file, line };
  const fix = 'npx firebase-presence init, then npx firebase-tools deploy --only database,firestore';
  switch (state) {
    case 'current':
      return [];
    case 'missing':
      return [
        {
          code: 'rules-missing',
          severity: 'error',
          ...place,
          what: `the rules have nothing for ${name}. Clients of presence are refused.`,
          fix,
        },
      ];
    case 'old':
      return [
        {
          code: 'rules-old',
          severity: 'error',
          ...place,
          what: `the rules for ${name} are those of an earlier version.`,
          fix,
        },
      ];
    case 'adapted':
      return [
        {
          code: 'rules-adapted',
          severity: 'warning',
          ...place,
          what: `the rules for ${name} differ from those of this version${listed(where)}.`,
          fix: 'If you did not change them on purpose: npx firebase-presence init --replace',
        },
      ];
    case 'taken':
      return [
        {
          code: 'rules-not-ours',
          severity: 'error',
          ...place,
          what: `the rules for ${name} are not those of presence.`,
          fix: 'npx firebase-presence init --replace, or move your own data and rules to another path',
        },
      ];
  }
}

function listed(where: readonly string[]): string {
  if (where.length === 0) return '';
  const more = where.length > 3 ? ` and ${where.length - 3} more places` : '';
  return ` at ${where.slice(0, 3).join(', ')}${more}`;
}

function checkIndex(indexes: Json, collection: string): Finding[] {
  return indexExemption(indexes, collection) === 'present' ? [] : [{ ...noIndex(), file: indexes.path }];
}

function noIndex(): Finding {
  return {
    code: 'index-exemption-missing',
    severity: 'warning',
    what: 'last_changed has an index in the collection of presence. That limits it to about 500 changes a second.',
    fix: 'npx firebase-presence init, then npx firebase-tools deploy --only firestore:indexes',
  };
}

function named(isNamed: boolean, setting: string): Finding[] {
  if (isNamed) return [];
  const what = `firebase.json names no file for ${setting}, so no rules are deployed.`;
  return [{ code: 'rules-missing', severity: 'error', file: 'firebase.json', what, fix: 'npx firebase-presence init' }];
}

function withText({ project }: App, path: string, check: (text: string) => Finding[]): Finding[] {
  const text = project.read(path);
  if (text !== null) return check(text);
  const what = 'firebase.json names this file, and it does not exist.';
  return [{ code: 'rules-missing', severity: 'error', file: path, what, fix: 'npx firebase-presence init' }];
}
