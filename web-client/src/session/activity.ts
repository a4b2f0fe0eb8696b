import { watchPage } from './page-activity.ts';

/** How long nobody may touch a device before it is idle, in milliseconds, unless the app chose otherwise. */
export const IDLE_AFTER_MS = 300_000;

/** Whether a user is in front of this device. */
export interface Activity {
  /** What the app knows: a user is here, or none is. Null: the page decides. */
  say(active: boolean | null): void;
  stop(): void;
}

/** @param changed called when the device becomes idle, and when a user is back. At the start it is not idle. */
export function watchActivity(idleAfterMs: number, changed: (idle: boolean) => void): Activity {
  let said: boolean | null = null;
  let pageIsIdle = false;
  let told = false;
  const tell = (): void => {
    const idle = said === null ? pageIsIdle : !said;
    if (idle === told) return;
    told = idle;
    changed(idle);
  };
  const page = watchPage(idleAfterMs, (idle) => {
    pageIsIdle = idle;
    tell();
  });
  return {
    say(active) {
      // The user was here until now, so the page counts from now.
      if (said === true) page.touch();
      said = active;
      tell();
    },
    stop: page.stop,
  };
}
