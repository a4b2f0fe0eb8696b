import { defineConfig } from 'tsdown';

/** The contract is inlined, code and types; Firebase is the app's own. */
export default defineConfig({
  entry: 'src/index.ts',
  platform: 'neutral',
  target: 'es2022',
  dts: true,
  external: [/^firebase\//],
});
