import { defineConfig, type UserConfig } from 'tsdown';

/** The contract is inlined, code and types; Firebase is the app's own. */
const COMMON: UserConfig = {
  platform: 'neutral',
  target: 'es2022',
  clean: false,
  external: [/^firebase\//, 'firebase-presence', /^react(\/|$)/],
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
  { ...COMMON, entry: { ...WHOLE, ...WITHOUT_FIRESTORE }, dts: false, clean: true },
  ...WHOLE_IN_ITSELF.map((entry) => ({ ...COMMON, entry, dts: false })),
  { ...COMMON, entry: WHOLE, dts: { emitDtsOnly: true } },
  ...[WITHOUT_FIRESTORE, ...WHOLE_IN_ITSELF].map(typesOf),
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
