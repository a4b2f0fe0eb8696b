import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** npm keeps one React for all workspaces, and this is another: so the folder is no workspace, and is installed by itself. */
export default function installReact18(): void {
  execFileSync('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
