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

const WHOLE = { index: 'src/index.ts' };

/** It shares code with the whole, so that they are one presence in a page with both. */
const WITHOUT_FIRESTORE = { 'without-firestore': 'src/without-firestore.ts' };

const WHOLE_IN_ITSELF: Record<string, string>[] = [
  { react: 'src/react/index.ts' },
  { server: 'src/server/index.ts' },
  { testing: 'src/testing/index.ts' },
];

/** The types in these that other entries use are exported by src/index.ts; tests/claims/api.test.ts fails if one is not. */
const TYPES_OF_THE_WHOLE = /^(@firebase-presence\/contract|\.\.?\/(core|rooms|session|statuses)\/index\.ts)$/;

export default defineConfig([
  // CommonJS is for programs that `require` Firebase: they get another copy of Firebase than programs that `import` it.
  { ...COMMON, entry: { ...WHOLE, ...WITHOUT_FIRESTORE }, format: ['esm', 'cjs'], clean: true },
  ...WHOLE_IN_ITSELF.map((entry) => ({ ...COMMON, entry, format: ['esm', 'cjs'] })),
  withTypesForCommonJs({ ...COMMON, entry: WHOLE, dts: { emitDtsOnly: true } }, WHOLE),
  ...[WITHOUT_FIRESTORE, ...WHOLE_IN_ITSELF].map((entry) => withTypesForCommonJs(typesOf(entry), entry)),
]);

/** Declares no type a second time: imports it from `firebase-presence`. */
function typesOf(entry: Record<string, string>): UserConfig {
  return {
    ...COMMON,
    entry,
    dts: { emitDtsOnly: true },
    // Before the plugins of tsdown: they would follow the import.
    inputOptions: (options) => ({
      ...options,
      plugins: [
        {
          name: 'types-of-the-whole',
          resolveId: {
            order: 'pre',
            handler: (id, importer) =>
              importer?.endsWith('.d.ts') && TYPES_OF_THE_WHOLE.test(id)
                ? { id: 'firebase-presence', external: true }
                : null,
          },
        },
        options.plugins,
      ],
    }),
  };
}

/** CommonJS has the same types in a file of its own, because TypeScript reads a `.d.ts` of this package as one of an ES module. */
function withTypesForCommonJs(config: UserConfig, entry: Record<string, string>): UserConfig {
  const [name = ''] = Object.keys(entry);
  return { ...config, onSuccess: () => copyFile(`dist/${name}.d.ts`, `dist/${name}.d.cts`) };
}
