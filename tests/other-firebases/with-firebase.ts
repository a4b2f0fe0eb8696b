import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('node_modules', import.meta.url));

/** The group of tests, with another version of Firebase for every import of Firebase, in the tests and in the built client. */
export function withFirebase<T extends { test: object }>(major: number, group: T) {
  return {
    ...group,
    resolve: { alias: [{ find: /^firebase(?=\/)/, replacement: `${modules}/firebase-${major}` }] },
    test: { ...group.test, globalSetup: 'tests/other-firebases/install.ts' },
  };
}
