import { isObject } from '../text/json.ts';

/** The fields of a document that Firestore sent as JSON, as Firebase's SDKs would give them. */
export function plainFields(document: Record<string, unknown>): Record<string, unknown> {
  return isObject(document.fields) ? plainMap(document.fields) : {};
}

function plainMap(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: unknown): unknown {
  if (!isObject(value)) return null;
  const [[kind, content] = []] = Object.entries(value);
  if (kind === 'timestampValue') return { toMillis: () => Date.parse(String(content)) };
  if (kind === 'integerValue') return Number(content);
  if (kind === 'mapValue') return isObject(content) && isObject(content.fields) ? plainMap(content.fields) : {};
  return kind === 'nullValue' ? null : content;
}
