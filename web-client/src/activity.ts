/** How long nobody may touch a device before it is idle, in milliseconds, unless the app chose otherwise. */
export const IDLE_AFTER_MS = 300_000;

/** A hidden tab is idle after this time: a look into another one is not news. */
const HIDDEN_AFTER_MS = 10_000;

const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'focus'];

/**
 * Tells when nobody is in front of this page any more, and of the first input after that. Moving a mouse costs an assignment.
 *
 * @returns stops it
 */
export function watchActivity(idleAfterMs: number, changed: (idle: boolean) => void): () => void {
  // Without a page there is nobody to watch.
  if (typeof document === 'undefined') return () => undefined;
  const options = { capture: true, passive: true };
  let idle = false;
  let activeAt = Date.now();
  let timer: ReturnType<typeof setTimeout>;
  const become = (next: boolean): void => {
    idle = next;
    changed(next);
  };
  /** Looks again when it can be time at the earliest, so that an input need not set a timer. */
  const look = (): void => {
    clearTimeout(timer);
    const patience = document.hidden ? Math.min(HIDDEN_AFTER_MS, idleAfterMs) : idleAfterMs;
    const left = activeAt + patience - Date.now();
    if (left > 0) timer = setTimeout(look, left);
    else if (!idle) become(true);
  };
  const input = (): void => {
    activeAt = Date.now();
    if (!idle || document.hidden) return;
    become(false);
    look();
  };
  const turned = (): void => {
    input();
    look();
  };
  for (const type of INPUTS) addEventListener(type, input, options);
  document.addEventListener('visibilitychange', turned);
  look();
  return () => {
    clearTimeout(timer);
    for (const type of INPUTS) removeEventListener(type, input, options);
    document.removeEventListener('visibilitychange', turned);
  };
}
