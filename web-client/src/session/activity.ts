import { watchPage } from './page-activity.ts';

/** Default of `idleAfterMs`: how long a device has no input before it is idle, in milliseconds. */
export const IDLE_AFTER_MS = 300_000;

/** Whether a user is in front of this device. */
export interface Activity {
  /** Overrides the activity of the page: true if a user is here, false if not. Null: the page decides. */
  setActive(active: boolean | null): void;
  stop(): void;
}

/** @param onChange called when the device becomes idle or active. A device starts active. */
export function watchActivity(idleAfterMs: number, onChange: (idle: boolean) => void): Activity {
  let override: boolean | null = null;
  let pageIsIdle = false;
  let isIdle = false;
  const update = (): void => {
    const idle = override === null ? pageIsIdle : !override;
    if (idle === isIdle) return;
    isIdle = idle;
    onChange(idle);
  };
  const page = watchPage(idleAfterMs, (idle) => {
    pageIsIdle = idle;
    update();
  });
  return {
    setActive(active) {
      // The user was here until now, so the time without input starts now.
      if (override === true) page.touch();
      override = active;
      update();
    },
    stop: page.stop,
  };
}
