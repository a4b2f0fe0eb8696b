import type { Suite } from './suite-command.ts';

/** One part of `npm test`: a command, or groups of tests that share one emulator suite. */
export type Part = CommandPart | TestPart;

/** The parts of a lane run one after the other. `main` and `side` run side by side, each with ports of its own; `last` runs alone. */
export type Lane = 'main' | 'side' | 'last';

export interface CommandPart {
  readonly kind: 'command';
  readonly name: string;
  readonly words: readonly string[];
}

export interface TestPart {
  readonly kind: 'tests';
  /** The names of the groups in vitest.config.ts. */
  readonly groups: readonly string[];
  readonly suite: Suite;
  readonly lane: Lane;
  /** True if `npm test` without names runs it. */
  readonly isDefault: boolean;
}

export const BUILD: CommandPart = command('build', 'npm', 'run', '--silent', 'build');

/** All parts, in the order in which they start within a lane. */
export const PARTS: readonly Part[] = [
  BUILD,
  command('check', 'npm', 'run', '--silent', 'check'),
  command('size', 'npx', 'size-limit'),
  tests('side', 'none', 'unit', 'claims'),
  tests('main', 'none', 'launcher'),
  tests('main', 'none', 'model'),
  tests('main', 'none', 'package'),
  tests('main', 'database,firestore', 'protocol', 'rules', 'attack', 'function'),
  tests('side', 'all', 'end-to-end', 'react', 'react-18'),
  // The page of the demo connects to the ports of firebase.json.
  tests('main', 'all', 'browser'),
  // `effects` measures how late watchers see a user.
  tests('last', 'auth,firestore', 'faults', 'effects'),
  onDemand('side', 'all', 'firebase-10', 'firebase-11', 'firebase-13'),
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
  return part.kind === 'command' ? 'side' : part.lane;
}

function command(name: string, ...words: string[]): CommandPart {
  return { kind: 'command', name, words };
}

function tests(lane: Lane, suite: Suite, ...groups: string[]): TestPart {
  return { kind: 'tests', groups, suite, lane, isDefault: true };
}

function onDemand(lane: Lane, suite: Suite, ...groups: string[]): TestPart {
  return { ...tests(lane, suite, ...groups), isDefault: false };
}
