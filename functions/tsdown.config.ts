import { defineConfig } from 'tsdown';

/** One file that runs by itself: the contract is inlined, the Firebase packages are installed where it is deployed. */
export default defineConfig({ entry: 'src/index.ts', outDir: 'lib', platform: 'node', target: 'node20', dts: false });
