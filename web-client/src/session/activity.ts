import { watchPage } from './page-activity.ts';

/** Default of `idleAfterMs`: how long a device has no input before it is idle, in milliseconds. */
export const IDLE_AFTER_MS = 300_000;

/** Whether a user is in front of this device. */
export interface Activity {
  /** Takes over what the app knows: true if a user is here, false if not. Null: the page decides. */
  say(active: boolean | null): void;
  stop(): void;
}

/** @param changed called when the device becomes idle or active. At the start it is active. */
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
      // The user was here until now, so the time without input starts now.
      if (said === true) page.touch();
      said = active;
      tell();
    },
    stop: page.stop,
  };
}
