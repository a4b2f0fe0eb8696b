import type { Suite } from './suite-command.ts';

/** One part of `npm test`: a command, or groups of tests that share one emulator suite. */
export type Part = CommandPart | TestPart;

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
  /** True if `npm test` without names runs it. */
  readonly isDefault: boolean;
}

export const BUILD: CommandPart = command('build', 'npm', 'run', '--silent', 'build');

/** All parts, in the order in which they start. */
export const PARTS: readonly Part[] = [
  BUILD,
  command('check', 'npm', 'run', '--silent', 'check'),
  command('size', 'npx', 'size-limit'),
  tests('none', 'unit', 'claims'),
  tests('none', 'model'),
  tests('none', 'package'),
  tests('none', 'launcher'),
  tests('database,firestore', 'protocol', 'rules', 'attack', 'function'),
  tests('all', 'end-to-end', 'react', 'react-18', 'browser'),
  // `effects` measures how late watchers see a user. It comes last, when no other lane runs.
  tests('auth,firestore', 'faults', 'effects'),
  onDemand('all', 'firebase-10', 'firebase-11', 'firebase-13'),
  onDemand('auth,database,firestore,functions', 'firefox', 'webkit'),
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

/**
 * Parts of one lane run one after the other, and the lanes run side by side. Suites share the ports of firebase.json. The launcher's tests
 * start suites on free ports, which another suite could take.
 */
export function laneOf(part: Part): 'suites' | 'others' {
  return part.kind === 'tests' && (part.suite !== 'none' || part.groups.includes('launcher')) ? 'suites' : 'others';
}

function command(name: string, ...words: string[]): CommandPart {
  return { kind: 'command', name, words };
}

function tests(suite: Suite, ...groups: string[]): TestPart {
  return { kind: 'tests', groups, suite, isDefault: true };
}

function onDemand(suite: Suite, ...groups: string[]): TestPart {
  return { ...tests(suite, ...groups), isDefault: false };
}
