// Loaded into the firebase CLI before its own code. The launcher puts the CLI into a process group of its own, which a closed terminal or
// a killed CI job does not reach; when the launcher is gone, however it ended, the CLI and the command it runs are asked to stop.
import { rmSync } from 'node:fs';

const folder = process.env.EMULATOR_SUITE_FOLDER;

process.once('disconnect', () => {
  // Nobody reads the output any more, and an unheard error of the stream would end the CLI before it has stopped the emulators.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  process.once('exit', () => folder && rmSync(folder, { recursive: true, force: true }));
  process.kill(-process.pid, 'SIGTERM');
});
process.channel?.unref();
