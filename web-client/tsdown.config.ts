import { copyFile } from 'node:fs/promises';
import { defineConfig, type UserConfig } from 'tsdown';

/** The contract is inlined, code and types; Firebase is the app's own. */
const COMMON: UserConfig = {
  platform: 'neutral',
  target: 'es2022',
  external: [/^firebase\//, 'firebase-presence', /^react(\/|$)/],
  dts: false,
  clean: false,
};

/** These two share what both have, so that they are one presence in a page with both. */
const CORE = { index: 'src/index.ts', 'without-firestore': 'src/without-firestore.ts' };

const WHOLE_IN_ITSELF = {
  react: 'src/react/index.ts',
  server: 'src/server/index.ts',
  testing: 'src/testing/index.ts',
};

export default defineConfig([
  // CommonJS is for programs that `require` Firebase: they get another copy of Firebase than programs that `import` it.
  { ...COMMON, entry: CORE, format: ['esm', 'cjs'], clean: true },
  ...each(WHOLE_IN_ITSELF, (entry) => ({ ...COMMON, entry, format: ['esm', 'cjs'] })),
  ...each({ ...CORE, ...WHOLE_IN_ITSELF }, typesOf),
]);

function each(entries: Record<string, string>, build: (entry: Record<string, string>, name: string) => UserConfig) {
  return Object.entries(entries).map(([name, source]) => build({ [name]: source }, name));
}

/** A file of types is easier to read when it is whole. CommonJS has the same types in a file of its own, because TypeScript wants one. */
function typesOf(entry: Record<string, string>, name: string): UserConfig {
  const onSuccess = () => copyFile(`dist/${name}.d.ts`, `dist/${name}.d.cts`);
  return { ...COMMON, entry, dts: { emitDtsOnly: true }, onSuccess };
}
