import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { isOffline } from '../browser/on-the-server.ts';
import { auth, database, firestore } from '../kit/suite.ts';
import { bundleReactNative } from './react-native.ts';

test('React Native: a device shows who opens and closes the app on another one', async () => {
  const bundle = await bundleReactNative();
  const alice = await Device.opensApp(bundle);
  const bob = await Device.opensApp(bundle);
  await alice.shows(bob.uid, true);
  await bob.shows(alice.uid, true);
  await bob.closesApp();
  await alice.shows(bob.uid, false);
});

/** A process with the globals of Hermes. */
class Device {
  readonly uid: string;
  readonly #process: ChildProcess;
  readonly #screen: { text: string };

  private constructor(uid: string, program: ChildProcess, screen: { text: string }) {
    this.uid = uid;
    this.#process = program;
    this.#screen = screen;
  }

  static async opensApp(bundle: string): Promise<Device> {
    const emulators = JSON.stringify({ auth: auth(), database: database(), firestore: firestore() });
    const program = fileURLToPath(new URL('device.mjs', import.meta.url));
    const started = spawn(process.execPath, [program, bundle, emulators], { stdio: ['ignore', 'pipe', 'inherit'] });
    const screen = { text: '' };
    createInterface(started.stdout).on('line', (line) => {
      screen.text = line;
    });
    onTestFinished(() => ended(started));
    const ownUid = (): string | undefined => /"(\w+) \(you\)/.exec(screen.text)?.[1];
    await expect.poll(ownUid).toBeDefined();
    const uid = ownUid() ?? '';
    // Called before the device ends, so it ends the device itself: the watched user is offline before the next test begins.
    onTestFinished(async () => {
      await ended(started);
      await isOffline({ uid });
    });
    return new Device(uid, started, screen);
  }

  async shows(uid: string, online: boolean): Promise<void> {
    await expect.poll(() => this.#screen.text.includes(uid)).toBe(online);
  }

  closesApp(): Promise<void> {
    return ended(this.#process);
  }
}

async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  program.kill('SIGKILL');
  await once(program, 'exit');
}
