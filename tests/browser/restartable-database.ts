import { askAsOwner } from '../kit/ask-as-owner.ts';
import * as suite from '../kit/suite.ts';

export interface RestartableDatabase {
  /** Stops the server for a moment. It keeps all data, and runs no `onDisconnect`, as after a crash. */
  restarts(): Promise<void>;
}

/** The fault injection of the stand-in. Null with the official emulator, which has none. */
export async function restartableDatabase(): Promise<RestartableDatabase | null> {
  const { host, port } = suite.database();
  const chaos = `http://${host}:${port}/.chaos`;
  const { ok } = await fetch(`${chaos}.json`, { headers: { authorization: 'Bearer owner' } });
  if (!ok) return null;
  return {
    async restarts() {
      const body = JSON.stringify({ downMs: 1000, data: 'keep', onDisconnect: 'lose' });
      await askAsOwner('POST', `${chaos}/restart.json`, body);
    },
  };
}
