import { BUILD, isDefault, namesOf, needsBuild, PARTS, type Part } from './parts.ts';

export interface Selection {
  readonly parts: readonly Part[];
  readonly vitestOptions: readonly string[];
  readonly launcherOptions: readonly string[];
}

export const USAGE = `Usage: npm test -- [<name> ...] [options]

Without names: all parts that a change has to pass. Names: ${PARTS.flatMap(namesOf).join(', ')}

  --emulators official   for the emulator suite, as in npm run emulators
  --config <file>        for the emulator suite
  <file>                 only these tests of the groups: function tests/function/repair.test.ts
  -t <title>, -u, ...    any other option is for vitest`;

const LAUNCHER_OPTIONS = ['--emulators', '--config'];

/** An error in the command line. The message says what to change. */
export class SelectionError extends Error {
  override name = 'SelectionError';
}

/** Reads the command line: names of parts or groups, files, then options. */
export function select(args: readonly string[]): Selection {
  const firstOption = args.findIndex((arg) => arg.startsWith('-'));
  const words = firstOption < 0 ? args : args.slice(0, firstOption);
  const names = words.filter((word) => !word.includes('/'));
  const files = words.filter((word) => word.includes('/'));
  const options = firstOption < 0 ? [] : args.slice(firstOption);
  const unknown = names.find((name) => !PARTS.flatMap(namesOf).includes(name));
  if (unknown !== undefined) throw new SelectionError(`There is no group of tests "${unknown}".\n\n${USAGE}`);
  if (files.length > 0 && names.length === 0) throw new SelectionError(`Name the group of ${files[0]}.\n\n${USAGE}`);
  return {
    parts: withBuild(names.length === 0 ? PARTS.filter(isDefault) : PARTS.flatMap(reduce(names))),
    ...split([...files, ...options]),
  };
}

/** Keeps only the named groups of a part. */
function reduce(names: readonly string[]): (part: Part) => Part[] {
  return (part) => {
    if (part.kind === 'command') return names.includes(part.name) ? [part] : [];
    const groups = part.groups.filter((group) => names.includes(group));
    return groups.length === 0 ? [] : [{ ...part, groups }];
  };
}

function withBuild(parts: readonly Part[]): readonly Part[] {
  return parts.includes(BUILD) || !parts.some(needsBuild) ? parts : [BUILD, ...parts];
}

function split(options: readonly string[]): Pick<Selection, 'vitestOptions' | 'launcherOptions'> {
  const isLauncher = (index: number): boolean => {
    const [option, before] = [options[index] ?? '', options[index - 1] ?? ''];
    return LAUNCHER_OPTIONS.includes(before) || LAUNCHER_OPTIONS.some((known) => option.split('=')[0] === known);
  };
  return {
    launcherOptions: options.filter((_, index) => isLauncher(index)),
    vitestOptions: options.filter((_, index) => !isLauncher(index)),
  };
}
