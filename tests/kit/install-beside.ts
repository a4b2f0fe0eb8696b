import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Installs what stands in a folder of its own. npm keeps one version of a package for all workspaces, so a folder with another one is
 * no workspace.
 */
export function installBeside(folder: URL): void {
  execFileSync('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: fileURLToPath(folder),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
