import { ALICE, DOCUMENTS, type DocumentExample, type Party } from './examples.ts';

/** The rules about the documents at one path of firestore.rules. The path may have wildcards. */
export interface DocumentPlace {
  path: string;
  example: DocumentExample;
  /** The methods that a condition can allow: get, list, create, update, delete. */
  allowed: Set<string>;
  /** True if only the user in the path may read. */
  ownersRead: boolean;
  /** The limits of a field's text: maximum length, minimum length, allowed texts. Empty without such a limit. */
  longest: Map<string, number>;
  shortest: Map<string, number>;
  words: Map<string, string[]>;
  /** How many seconds a time may be before and after the time of the request. */
  window: { past: number; future: number };
}

const METHODS: Record<string, string[]> = { read: ['get', 'list'], write: ['create', 'update', 'delete'] };

export function documentPlaces(rules: string): DocumentPlace[] {
  const { blocks, functions } = readBlocks(rules.replaceAll(/\/\/.*$/gm, ''));
  const [database = ''] = [...blocks.keys()];
  return [...blocks]
    .filter(([, allows]) => allows.length > 0)
    .map(([path, allows]) => placeFrom(path.slice(database.length), allows, functions));
}

interface Allow {
  methods: string[];
  condition: string;
}

type Frame = { kind: 'match'; path: string } | { kind: 'function'; name: string; start: number } | { kind: 'brace' };

const TOKEN =
  /match\s+(?<match>\/\S+)\s*\{|function\s+(?<name>\w+)\([^)]*\)\s*\{|allow\s+(?<methods>[\w\s,]+?)\s*(?::\s*if\s+(?<condition>[^;]+))?;|\{|\}/g;

/** Reads the `match` blocks by their whole path, in order, and the functions by name. */
function readBlocks(text: string): { blocks: Map<string, Allow[]>; functions: Map<string, string> } {
  const blocks = new Map<string, Allow[]>();
  const functions = new Map<string, string>();
  const open: Frame[] = [];
  for (const token of text.matchAll(TOKEN)) {
    const { match, name, methods, condition = 'true' } = token.groups ?? {};
    const around = open.flatMap((frame) => (frame.kind === 'match' ? [frame.path] : [])).join('');
    if (match !== undefined) {
      open.push({ kind: 'match', path: match });
      blocks.set(around + match, []);
    } else if (name !== undefined) {
      open.push({ kind: 'function', name, start: token.index });
    } else if (methods !== undefined) {
      blocks
        .get(around)
        ?.push({ methods: methods.split(',').flatMap((each) => METHODS[each.trim()] ?? [each.trim()]), condition });
    } else if (token[0] === '{') {
      open.push({ kind: 'brace' });
    } else {
      const closed = open.pop();
      if (closed?.kind === 'function') functions.set(closed.name, text.slice(closed.start, token.index));
    }
  }
  return { blocks, functions };
}

function placeFrom(path: string, allows: Allow[], functions: Map<string, string>): DocumentPlace {
  const textOf = (methods: string[]) =>
    allows
      .filter((allow) => allow.methods.some((method) => methods.includes(method)))
      .map(({ condition }) => withCalled(condition, functions))
      .join('\n');
  const writing = textOf(['create', 'update', 'delete']);
  return {
    path,
    example: exampleOf(path, writing),
    allowed: new Set(allows.flatMap(({ methods }) => methods)),
    ownersRead: /request\.auth\.uid/.test(textOf(['get', 'list'])),
    longest: numbers(writing, /\.(\w+)\.size\(\)\s*<=\s*(\d+)/g),
    shortest: numbers(writing, /\.(\w+)\.size\(\)\s*>=\s*(\d+)/g),
    words: wordsIn(writing),
    window: { past: seconds(writing, '-'), future: seconds(writing, '+') },
  };
}

/** Returns the condition with the text of every function that it calls. */
function withCalled(condition: string, functions: Map<string, string>, known = new Set<string>()): string {
  const called = [...functions.keys()].filter(
    (name) => !known.has(name) && new RegExp(`\\b${name}\\(`).test(condition),
  );
  for (const name of called) known.add(name);
  return [condition, ...called.map((name) => withCalled(functions.get(name) ?? '', functions, known))].join('\n');
}

function exampleOf(path: string, condition: string): DocumentExample {
  const example = DOCUMENTS[path];
  if (example === undefined) {
    throw new Error(`firestore.rules has the path ${path}, but tests/attack/examples.ts has no example of it.`);
  }
  const fields = Object.keys(example.creates(0));
  const named = [...condition.matchAll(/hasOnly\(\[([^\]]*)\]\)/g)].flatMap(([, list = '']) => quoted(list));
  const missing = [...new Set(named)].filter((field) => !fields.includes(field));
  if (missing.length > 0) {
    throw new Error(`firestore.rules allows ${missing} in ${path}, but tests/attack/examples.ts has no example of it.`);
  }
  return example;
}

function wordsIn(condition: string): Map<string, string[]> {
  const equal = [...condition.matchAll(/\b(?:after|data)\.(\w+)\s*==\s*('[^']*')/g)];
  const listed = [...condition.matchAll(/\b(?:after|data)\.(\w+)\s+in\s+\[([^\]]*)\]/g)];
  return new Map([...equal, ...listed].map(([, field = '', list = '']) => [field, quoted(list)]));
}

function numbers(condition: string, pattern: RegExp): Map<string, number> {
  return new Map([...condition.matchAll(pattern)].map(([, field = '', number]) => [field, Number(number)]));
}

function seconds(condition: string, sign: '-' | '+'): number {
  const [, number] = new RegExp(`request\\.time \\${sign} duration\\.value\\((\\d+), 's'\\)`).exec(condition) ?? [];
  return Number(number ?? 0);
}

function quoted(list: string): string[] {
  return [...list.matchAll(/'([^']*)'/g)].map(([, word = '']) => word);
}

const KEYS: Record<string, (party: Party) => string> = { '{uid}': ({ uid }) => uid };

/** The path of the party's own document. */
export function documentPath({ path }: DocumentPlace, party: Party = ALICE): string {
  return path.slice(1).replaceAll(/\{[^}]*\}/g, (wildcard) => {
    const key = KEYS[wildcard];
    if (key === undefined) throw new Error(`tests/attack/firestore-places.ts has no key for ${wildcard} in ${path}`);
    return key(party);
  });
}
