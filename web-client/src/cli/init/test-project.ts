import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Terminal } from '../terminal.ts';
import type { InitOptions } from './init.ts';

/*
 * The projects in which the tests run `init`.
 */

export const OPTIONS: InitOptions = {
  yes: true,
  replace: false,
  json: false,
  install: false,
  firestoreDatabase: '(default)',
  version: '0.1.0',
};

export const APP = {
  'firebase.json': `{
  // hosting of the shop
  "hosting": { "public": "dist" },
  "functions": {
    "source": "functions",
    "runtime": "nodejs22" // as in production
  },
  "database": { "rules": "database.rules.json" },
  "firestore": { "rules": "rules/firestore.rules", "indexes": "rules/indexes.json" }
}
`,
  'database.rules.json': `{
  "rules": {
    /* The carts. */
    "carts": {
      "$uid": { ".read": "auth.uid === $uid", ".write": "auth.uid === $uid" } // own cart only
    }
  }
}`,
  'rules/firestore.rules': `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    // The items are public.
    match /items/{id} {
      allow read; // everyone
    }
  }
}
`,
  'rules/indexes.json':
    '{\n  "indexes": [],\n  "fieldOverrides": [\n    { "collectionGroup": "items", "fieldPath": "text", "indexes": [] }\n  ]\n}\n',
  'src/firebase.ts': "initializeApp({ databaseURL: 'https://shop-default-rtdb.europe-west1.firebasedatabase.app' });\n",
  'package.json': '{ "name": "shop" }\n',
};

export function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'firebase-presence-init-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** The lines that are only in the first text, apart from commas. */
export function linesOnlyIn(one: string, other: string): string[] {
  const lines = other.split('\n');
  return one.split('\n').filter((line) => !lines.includes(line));
}

export function silent(): Terminal & { said(): string } {
  const lines: string[] = [];
  const say = (text: string): void => {
    lines.push(text);
  };
  return {
    out: say,
    err: say,
    isInteractive: false,
    hasColors: false,
    confirm: () => Promise.reject(new Error('Nobody is asked.')),
    said: () => lines.join('\n'),
  };
}
