import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import own from '../../web-client/package.json' with { type: 'json' };
import type { Figure } from '../figure.ts';
import bench from '../package.json' with { type: 'json' };
import { PAGES, type SizedPage } from './pages.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Measures how many bytes each page loads, minified and gzipped, with the same bundler and options. */
export async function measureSize(): Promise<Figure[]> {
  const pages = await Promise.all(PAGES.map(async (page) => ({ page, code: await bundle(page) })));
  return pages.flatMap(({ page, code }) => [
    figureOf(page, 'minified', code.byteLength),
    figureOf(page, 'minified and gzipped', gzipSync(code, { level: 9 }).byteLength),
  ]);
}

async function bundle({ code, external = [] }: SizedPage): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: HERE },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: [...external],
    logLevel: 'error',
  });
  const [only] = outputFiles;
  if (!only) throw new Error('The bundler created no file');
  return only.contents;
}

function figureOf(page: SizedPage, metric: string, value: number): Figure {
  const { title } = page;
  return {
    bench: 'size',
    event: title,
    system: `${page.package} ${versionOf(page.package)}`,
    metric,
    unit: 'bytes',
    value,
  };
}

/** The versions are pinned, so the requested version is the installed one. */
const VERSIONS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(bench.devDependencies),
  [own.name, own.version],
]);

function versionOf(name: string): string {
  return VERSIONS.get(name) ?? 'of an unknown version';
}
