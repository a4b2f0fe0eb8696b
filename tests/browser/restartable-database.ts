import { askAsOwner } from '../kit/ask-as-owner.ts';
import * as suite from '../kit/suite.ts';

export interface RestartableDatabase {
  /** Gone for a moment, and back with all its data; as after a crash, without having run any `onDisconnect`. */
  restarts(): Promise<void>;
}

/** The Node emulator's fault injection, or null where the official emulator runs, which has none. */
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
