import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Installs the packages of a folder that is not a workspace. npm keeps one version of a package for all workspaces, and such a folder has
 * another version.
 */
export function installBeside(folder: URL): void {
  execFileSync('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: fileURLToPath(folder),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
