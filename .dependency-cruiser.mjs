/*
 * Which folder may import which; `npm run check` looks. A rule's comment says what to do instead.
 *
 *   demo, tests, bench → web-client, functions → contract
 *   tests, bench       → tools, by the names of their packages
 *   tests, bench       → tests/kit, each of its folders by its index
 *   web-client/src/cli : functions/command-line/run-repair.ts, nothing of the rest of web-client/src
 *   web-client/src     : react, testing → server, in-firestore, in-database → session, statuses, rooms, each by its index
 */

/** Tests that read a limit which is not part of the API. */
const LOOKS_INSIDE = '^tests/end-to-end/(bad-input|named-database)\\.test\\.ts$';

const TESTS = '\\.test\\.tsx?$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Move what both files need into a third one. Imports of types count.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'The package does not export this, or it is not installed.',
      severity: 'error',
      // Its packages are installed in a folder that is no workspace, before its test runs.
      from: { pathNot: '^tests/frameworks/device\\.mjs$' },
      to: { couldNotResolve: true, dependencyTypesNot: ['core'] },
    },
    {
      name: 'contract-is-pure',
      comment: 'The contract imports nothing, neither packages nor Node: it runs on both ends.',
      severity: 'error',
      from: { path: '^contract/', pathNot: TESTS },
      to: { pathNot: '^contract/' },
    },
    {
      name: 'contract-by-its-index',
      comment: 'Export it from contract/index.ts.',
      severity: 'error',
      from: { pathNot: '^contract/' },
      to: { path: '^contract/', pathNot: '^contract/index\\.ts$' },
    },
    {
      name: 'functions-import-the-contract',
      comment: 'The functions are deployed without the other folders.',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(web-client|demo|tools|tests|bench)/' },
    },
    {
      name: 'web-client-imports-the-contract',
      comment: 'The client is published without the other folders.',
      severity: 'error',
      from: { path: '^web-client/', pathNot: '^web-client/src/cli/repair/' },
      to: { path: '^(functions|demo|tools|tests|bench)/' },
    },
    {
      name: 'command-imports-the-repair',
      comment:
        'The command contains the code of the repair, with firebase-admin of the app. It needs nothing else of the functions.',
      severity: 'error',
      from: { path: '^web-client/src/cli/repair/' },
      to: { path: '^(functions|demo|tools|tests|bench)/', pathNot: '^functions/command-line/run-repair\\.ts$' },
    },
    {
      name: 'demo-imports-the-package',
      comment: "The demo is an app like others: import 'firebase-presence'.",
      severity: 'error',
      from: { path: '^demo/' },
      to: { path: '^(web-client/src|functions|contract|tools|tests|bench)/' },
    },
    {
      name: 'tests-import-the-package',
      comment: "Tests use the client that was built: import 'firebase-presence'. A test of one file lies beside it.",
      severity: 'error',
      from: { path: '^(tests|bench)/', pathNot: LOOKS_INSIDE },
      to: { path: '^web-client/src/' },
    },
    {
      name: 'kit-by-its-doors',
      comment: 'Export it from the index of that folder of the kit.',
      severity: 'error',
      from: { path: '^(tests|bench)/', pathNot: '^tests/kit/' },
      to: { path: '^tests/kit/[^/]+/', pathNot: '^tests/kit/[^/]+/index\\.ts$' },
    },
    {
      name: 'folders-of-the-kit-by-their-doors',
      comment: 'Export it from the index of that folder.',
      severity: 'error',
      from: { path: '^tests/kit/([^/]+)/' },
      to: { path: '^tests/kit/[^/]+/', pathNot: ['^tests/kit/$1/', '^tests/kit/[^/]+/index\\.ts$'] },
    },
    {
      name: 'files-of-the-kit-without-its-folders',
      comment: 'Groups that need no build import these files. Move the file into a folder of the kit.',
      severity: 'error',
      from: { path: '^tests/kit/[^/]+$' },
      to: { path: '^tests/kit/[^/]+/' },
    },
    {
      name: 'groups-without-a-build',
      comment:
        'These folders of the kit import the built client, and tests/runner/parts.ts runs these groups without a build.',
      severity: 'error',
      from: { path: '^tests/(attack|effects|kit/functions|kit/sample|launcher|model|rules)/' },
      to: { path: '^tests/kit/(users|systems)/' },
    },
    {
      name: 'kit-knows-no-group',
      comment: 'The kit serves all groups of tests: move what it needs into it.',
      severity: 'error',
      from: { path: '^tests/kit/' },
      to: { path: '^(tests|bench)/', pathNot: '^tests/kit/' },
    },
    {
      name: 'bench-imports-the-kit',
      comment: 'Move what tests and bench share into tests/kit.',
      severity: 'error',
      from: { path: '^bench/' },
      to: { path: '^tests/', pathNot: '^tests/kit/' },
    },
    {
      name: 'tools-by-their-packages',
      comment: 'Import a tool by the name of its package; what it does not export is its own.',
      severity: 'error',
      from: { pathNot: '^tools/' },
      to: { path: '^tools/', dependencyTypes: ['local'] },
    },
    {
      name: 'tools-by-their-packages-among-each-other',
      comment: 'Import a tool by the name of its package; what it does not export is its own.',
      severity: 'error',
      from: { path: '^tools/([^/]+)/' },
      to: { path: '^tools/', pathNot: '^tools/$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'tools-know-no-presence',
      comment: 'A tool is of use without the rest of this repository.',
      severity: 'error',
      from: { path: '^tools/' },
      to: { pathNot: '^tools/|node_modules', dependencyTypesNot: ['core'] },
    },
    {
      name: 'folders-of-the-sdk-by-their-index',
      comment: 'Export it from the index of that folder, or move the file.',
      severity: 'error',
      from: { path: '^web-client/src/([^/]+)/' },
      to: { path: '^web-client/src/[^/]+/', pathNot: ['^web-client/src/$1/', '^web-client/src/[^/]+/index\\.tsx?$'] },
    },
    {
      name: 'entries-of-the-sdk-by-the-indexes',
      comment: 'Export it from the index of that folder.',
      severity: 'error',
      from: { path: '^web-client/src/[^/]+$' },
      to: { path: '^web-client/src/[^/]+/', pathNot: '^web-client/src/[^/]+/index\\.tsx?$' },
    },
    {
      name: 'imports-of-the-sdk-go-down',
      comment: 'React bindings and the testing aid are made of the rest.',
      severity: 'error',
      from: { path: '^web-client/src/', pathNot: '^web-client/src/(react|testing)/' },
      to: { path: '^web-client/src/(react|testing)/' },
    },
    {
      name: 'firestore-in-its-folder',
      comment: 'A page without Firestore must not load it. Move the code into in-firestore/.',
      severity: 'error',
      from: { path: '^web-client/src/', pathNot: '^web-client/src/(in-firestore|server|testing|cli)/' },
      to: { path: 'node_modules/firebase/firestore/' },
    },
    {
      name: 'without-firestore',
      comment: 'A page without Firestore must not load it.',
      severity: 'error',
      from: {
        path: '^web-client/src/(without-firestore\\.ts|both-entries\\.ts|(core|session|statuses|rooms|in-database)/)',
      },
      to: { path: '^web-client/src/in-firestore/' },
    },
    {
      name: 'sdk-without-the-command',
      comment:
        'The command is a program of its own, with its own libraries. It and the client share only the contract.',
      severity: 'error',
      from: { path: '^web-client/src/', pathNot: '^web-client/src/cli/' },
      to: { path: '^web-client/src/cli/' },
    },
    {
      name: 'command-without-the-sdk',
      comment: 'The client runs in browsers. The command and the client share only the contract.',
      severity: 'error',
      from: { path: '^web-client/src/cli/' },
      to: { path: '^web-client/src/', pathNot: '^web-client/src/cli/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|lib)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
  },
};
