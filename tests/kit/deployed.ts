import { readFileSync } from 'node:fs';

/** The text of the rules that a deployment uploads. */
export function deployed(file: 'database.rules.json' | 'firestore.rules'): string {
  return readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
}
