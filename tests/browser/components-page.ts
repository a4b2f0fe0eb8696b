import { fileURLToPath } from 'node:url';
import { build, type Rollup } from 'vite';

/** Builds page/components.tsx with presence in memory. Returns the script. */
export async function componentsScript(): Promise<string> {
  const entry = fileURLToPath(new URL('page/components.tsx', import.meta.url));
  const built = await build({
    configFile: false,
    // Not its warning that the directive 'use client' gets lost here.
    logLevel: 'error',
    resolve: { alias: [{ find: /^firebase-presence$/, replacement: 'firebase-presence/testing' }] },
    // Under Vitest, Vite compiles JSX for the development build of React.
    define: { 'process.env.NODE_ENV': '"development"' },
    build: { write: false, lib: { entry, formats: ['iife'], name: 'components' } },
  });
  return outputs(built)
    .flatMap(({ output }) => output.map(codeOf))
    .join('\n');
}

function outputs(built: Awaited<ReturnType<typeof build>>): Rollup.RollupOutput[] {
  if (Array.isArray(built)) return built;
  if ('output' in built) return [built];
  throw new Error('Vite watches instead of building');
}

function codeOf(file: Rollup.OutputChunk | Rollup.OutputAsset): string {
  return file.type === 'chunk' ? file.code : '';
}
