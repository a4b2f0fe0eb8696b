import type { CommandLine } from './command-line.ts';
import type { Suite } from './suite.ts';

export function cliArguments({ mode, command, only }: CommandLine, suite: Suite, env: NodeJS.ProcessEnv): string[] {
  // Always with a list: without one the CLI adds its extensions emulator, and with that a look for a login.
  const names = only ?? suite.emulators.map(({ name }) => name).join(',');
  const options = ['--project', suite.project, '--config', suite.configFile, '--only', names];
  if (mode !== 'exec') return ['emulators:start', ...options];
  return ['emulators:exec', ...options, withOwnConfigHome(command, env.XDG_CONFIG_HOME)];
}

/** The CLI is kept away from the person's ~/.config, the command is not: git, say, may be called in it. */
function withOwnConfigHome(command: string, configHome: string | undefined): string {
  if (configHome === undefined) return `unset XDG_CONFIG_HOME; ${command}`;
  return `export XDG_CONFIG_HOME='${configHome.replaceAll("'", "'\\''")}'; ${command}`;
}
