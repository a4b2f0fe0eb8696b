import { lineAt } from '../text/lines.ts';
import type { Source } from './app-sources.ts';

/** A `databaseURL` in a source of the app. */
export interface DatabaseUrl {
  url: string;
  path: string;
  line: number;
}

const SETTING = /(?:databaseURL["']?\s*[:=]|DATABASE_URL\s*=)\s*["'`]?(https?:\/\/[^\s"'`,;]+)/g;

/** The addresses of the Realtime Database that the sources name. */
export function databaseUrls(sources: readonly Source[]): DatabaseUrl[] {
  return sources.flatMap(({ path, text }) =>
    [...text.matchAll(SETTING)].map(({ 1: url = '', index }) => ({ url, path, line: lineAt(text, index) })),
  );
}

/** The region of an instance of the Realtime Database; null if the address is not that of one. */
export function regionOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { hostname } = new URL(url);
  if (hostname.endsWith('.firebaseio.com')) return 'us-central1';
  return /^[^.]+\.([a-z0-9-]+)\.firebasedatabase\.app$/.exec(hostname)?.[1] ?? null;
}
