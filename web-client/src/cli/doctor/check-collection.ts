import { DEFAULT_COLLECTION } from '@firebase-presence/contract';
import type { Finding } from '../finding.ts';
import type { App } from '../project/app.ts';
import type { Source } from '../project/app-sources.ts';
import { lineAt } from '../text/lines.ts';

/** Whether clients read the collection that the functions write. */
export function checkCollection({ sources, functions, collection, parametersFolder }: App): Finding[] {
  if (functions === undefined) return [];
  // Each instance of the kit has a collection of its own, and this reads the parameters of the first one.
  if (Object.keys(functions.instances).length > 1) return [];
  const calls = sources.flatMap(callsIn);
  // A variable may hold the right name.
  if (calls.some(({ reads }) => reads === collection || reads === null)) return [];
  return calls.slice(0, 1).map(({ source, offset, reads }) => ({
    code: 'collection-differs',
    severity: 'error' as const,
    file: source.path,
    line: lineAt(source.text, offset),
    what: `the app reads the collection ${reads}, and the functions write into ${collection}. All users look offline.`,
    fix: `Call getPresence(app, { collection: '${collection}' }). Or, if ${reads} has no other documents, set PRESENCE_COLLECTION=${reads} in ${parametersFolder}/.env, and deploy.`,
  }));
}

/** A call of `getPresence` or `initializePresence`. */
interface Call {
  source: Source;
  offset: number;
  /** The collection that it names; null if its options are not written there. */
  reads: string | null;
}

function callsIn(source: Source): Call[] {
  const calls = source.text.matchAll(CALL);
  return [...calls].map(({ 1: words = '', index }) => ({
    source,
    offset: index,
    reads: collectionIn(words.replaceAll(CALLED, '')),
  }));
}

/** The arguments may contain calls, such as `getApp()` or `initializeApp(configOf('shop'))`. */
const CALL = /\b(?:getPresence|initializePresence)\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)/g;

/** The arguments of a call inside of the arguments. */
const CALLED = /\((?:[^()]|\([^()]*\))*\)/g;

function collectionIn(words: string): string | null {
  const [, literal] = /\bcollection\s*:\s*['"`]([^'"`$]+)['"`]/.exec(words) ?? [];
  if (literal !== undefined) return literal;
  const areWritten = !words.includes(',') || (words.includes('{') && !words.includes('...'));
  return areWritten && !/\bcollection\b/.test(words) ? DEFAULT_COLLECTION : null;
}
