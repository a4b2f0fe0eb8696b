// Loaded into the firebase CLI before its own code. The launcher gives the CLI a process group of its own, which a closed terminal or a
// killed CI job does not reach. When the launcher is gone in any way, this stops the CLI and the command that it runs.
import { rmSync } from 'node:fs';

const folder = process.env.EMULATOR_SUITE_FOLDER;

process.once('disconnect', () => {
  // The output has no reader any more. An unhandled error of the stream would end the CLI before it has stopped the emulators.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  process.once('exit', () => folder && rmSync(folder, { recursive: true, force: true }));
  process.kill(-process.pid, 'SIGTERM');
});
process.channel?.unref();
