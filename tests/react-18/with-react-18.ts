import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('node_modules', import.meta.url));

/** The group of tests, with React 18 for every import of React. */
export function withReact18<T extends { test: object }>(group: T) {
  return {
    ...group,
    resolve: { alias: [{ find: /^(react|react-dom|@testing-library\/react)(?=\/|$)/, replacement: `${modules}/$1` }] },
    test: {
      ...group.test,
      globalSetup: 'tests/react-18/install.ts',
    },
  };
}
