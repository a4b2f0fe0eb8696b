import { startEmulator } from 'database-emulator';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    databaseEmulator: { readonly host: string; readonly port: number };
  }
}

/** The tests run against the emulator that the Firebase CLI has started, for example the official one. Default: this emulator. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const running = process.env.FIREBASE_DATABASE_EMULATOR_HOST;
  if (running !== undefined) {
    const { hostname, port } = new URL(`http://${running}`);
    project.provide('databaseEmulator', { host: hostname, port: Number(port) });
    return undefined;
  }
  const { host, port, stop } = await startEmulator();
  project.provide('databaseEmulator', { host, port });
  return stop;
}
