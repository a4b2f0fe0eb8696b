import type { Suite } from './suite-command.ts';

/** One part of `npm test`: a command, or groups of tests that share one emulator suite. */
export type Part = CommandPart | TestPart;

/** The parts of a lane run one after the other. The two lanes of a step run side by side, each with ports of its own. */
export type Lane = 'main' | 'side';

/** The steps run one after the other. The tests of `measured` measure times, so nothing runs beside them. */
export const STEPS = ['build', 'most', 'measured', 'pages'] as const;

export type Step = (typeof STEPS)[number];

export interface CommandPart {
  readonly kind: 'command';
  readonly step: Step;
  readonly name: string;
  readonly words: readonly string[];
}

export interface TestPart {
  readonly kind: 'tests';
  /** The names of the groups in vitest.config.ts. */
  readonly groups: readonly string[];
  readonly suite: Suite;
  readonly step: Step;
  readonly lane: Lane;
  /** True if `npm test` without names runs it. */
  readonly isDefault: boolean;
}

export const BUILD: CommandPart = command('build', 'build', 'npm', 'run', '--silent', 'build');

/** All parts, in the order in which they start within a lane. */
export const PARTS: readonly Part[] = [
  BUILD,
  command('most', 'check', 'npm', 'run', '--silent', 'check'),
  command('most', 'size', 'npx', 'size-limit'),
  tests('most', 'main', 'none', 'unit', 'claims'),
  tests('most', 'side', 'none', 'launcher'),
  tests('most', 'side', 'none', 'model'),
  tests('most', 'main', 'none', 'package'),
  tests('most', 'main', 'database,firestore', 'protocol', 'rules', 'attack', 'function'),
  tests('most', 'side', 'auth,database,firestore', 'cli'),
  tests('most', 'side', 'all', 'end-to-end', 'react', 'react-18'),
  // `effects` measures how late watchers see a user.
  tests('measured', 'main', 'auth,firestore', 'faults', 'effects'),
  // The demo is built with the ports of firebase.json, which only the main lane has.
  tests('pages', 'main', 'all', 'demo'),
  tests('pages', 'side', 'all', 'browser'),
  onDemand('side', 'all', 'firebase-10', 'firebase-11', 'firebase-13'),
  onDemand('main', 'all', 'frameworks'),
  onDemand('main', 'auth,database,firestore,functions', 'firefox', 'webkit'),
];

const WITHOUT_BUILD = new Set(['build', 'model', 'launcher', 'protocol', 'rules', 'attack', 'effects']);

/** The names by which the command line chooses a part or some of its groups. */
export function namesOf(part: Part): readonly string[] {
  return part.kind === 'command' ? [part.name] : part.groups;
}

export function isDefault(part: Part): boolean {
  return part.kind === 'command' || part.isDefault;
}

/** True if the part reads the output of `npm run build`. */
export function needsBuild(part: Part): boolean {
  return namesOf(part).some((name) => !WITHOUT_BUILD.has(name));
}

export function laneOf(part: Part): Lane {
  return part.kind === 'command' ? 'main' : part.lane;
}

function command(step: Step, name: string, ...words: string[]): CommandPart {
  return { kind: 'command', step, name, words };
}

function tests(step: Step, lane: Lane, suite: Suite, ...groups: string[]): TestPart {
  return { kind: 'tests', groups, suite, step, lane, isDefault: true };
}

function onDemand(lane: Lane, suite: Suite, ...groups: string[]): TestPart {
  return { ...tests('most', lane, suite, ...groups), isDefault: false };
}
