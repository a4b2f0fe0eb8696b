import { copyFile, readdir, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
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
  {
    entry: { main: 'src/cli/main.ts' },
    outDir: 'dist/cli',
    platform: 'node',
    target: 'node20',
    dts: false,
    clean: false,
    // The package has no dependencies, so the command contains its libraries.
    noExternal: () => true,
    plugins: [texts(), adminOfTheApp(), licenses()],
    // jsonc-parser's CommonJS cannot be bundled.
    inputOptions: { resolve: { mainFields: ['module', 'main'] } },
  },
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

/** Files that are imported as text, as Vite does it. */
function texts() {
  const RAW = '?raw';
  return {
    name: 'texts',
    load: async (id: string) => {
      if (!id.endsWith(RAW)) return null;
      const text = await readFile(id.slice(0, -RAW.length), 'utf8');
      return { code: `export default ${JSON.stringify(text)};`, moduleType: 'js' as const };
    },
    resolveId: (id: string, importer: string | undefined) =>
      id.endsWith(RAW) && importer ? resolve(dirname(importer), id) : null,
  };
}

/** What the code of the repair uses of firebase-admin. The build fails if a name is missing here. */
const ADMIN_EXPORTS: Record<string, string> = {
  'firebase-admin/app': 'initializeApp',
  'firebase-admin/database': 'getDatabase, getDatabaseWithUrl, ServerValue',
  'firebase-admin/firestore': 'FieldPath, FieldValue, getFirestore, Timestamp',
};

/** firebase-admin comes from the app's own packages, at run time. */
function adminOfTheApp() {
  const MARK = '\0admin:';
  const loader = resolve(import.meta.dirname, 'src/cli/online/load-admin.ts');
  return {
    name: 'admin-of-the-app',
    resolveId: (id: string) => (id in ADMIN_EXPORTS ? MARK + id : null),
    load: (id: string) => {
      if (!id.startsWith(MARK)) return null;
      const name = id.slice(MARK.length);
      const code = `import { loadAdmin } from ${JSON.stringify(loader)};
export const { ${ADMIN_EXPORTS[name]} } = await loadAdmin(${JSON.stringify(name)});`;
      return { code, moduleType: 'js' as const };
    },
  };
}

/** The licenses of the libraries in the command, beside it. */
function licenses() {
  return {
    name: 'licenses',
    async generateBundle(
      this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): unknown },
      _: unknown,
      bundle: Record<string, { moduleIds?: string[] }>,
    ) {
      const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
      const folders = modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? []);
      const texts = [...new Set(folders)].sort().map(licenseIn);
      this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: (await Promise.all(texts)).join('\n') });
    },
  };
}

async function licenseIn(folder: string): Promise<string> {
  const file = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name));
  if (file === undefined) throw new Error(`${folder} has no license`);
  const { name } = JSON.parse(await readFile(resolve(folder, 'package.json'), 'utf8'));
  return `${name}\n\n${await readFile(resolve(folder, file), 'utf8')}`;
}

/** CommonJS has the same types in a file of its own, because TypeScript reads a `.d.ts` of this package as one of an ES module. */
function withTypesForCommonJs(config: UserConfig, entry: Record<string, string>): UserConfig {
  const [name = ''] = Object.keys(entry);
  return { ...config, onSuccess: () => copyFile(`dist/${name}.d.ts`, `dist/${name}.d.cts`) };
}
