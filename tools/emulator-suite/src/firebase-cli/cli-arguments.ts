import type { CommandLine } from '../command-line.ts';
import type { Suite } from '../suite.ts';

export function cliArguments(commandLine: CommandLine, suite: Suite, env: NodeJS.ProcessEnv): string[] {
  const { mode, command, only } = commandLine;
  // Always with a list. Without one the CLI adds its extensions emulator, which looks for a login.
  const names = only ?? suite.emulators.map(({ name }) => name).join(',');
  const options = ['--project', suite.project, '--config', suite.configFile, '--only', names, ...data(commandLine)];
  if (mode !== 'exec') return ['emulators:start', ...options];
  return ['emulators:exec', ...options, withOwnConfigHome(command, env.XDG_CONFIG_HOME)];
}

function data({ importFrom, exportTo }: CommandLine): string[] {
  return [
    ...(importFrom === undefined ? [] : ['--import', importFrom]),
    ...(exportTo === undefined ? [] : ['--export-on-exit', exportTo]),
  ];
}

/** The CLI must not use the user's ~/.config, but the command may: it can call git, for example. */
function withOwnConfigHome(command: string, configHome: string | undefined): string {
  if (configHome === undefined) return `unset XDG_CONFIG_HOME; ${command}`;
  return `export XDG_CONFIG_HOME='${configHome.replaceAll("'", "'\\''")}'; ${command}`;
}
