import { defineConfig } from 'tsdown';

/** The contract is inlined. The Firebase packages are the app's own, or are installed where the functions are deployed. */
export default defineConfig({
  entry: { index: 'src/index.ts', handlers: 'src/handlers.ts' },
  outDir: 'lib',
  platform: 'node',
  target: 'node20',
  format: ['esm', 'cjs'],
  dts: true,
});
