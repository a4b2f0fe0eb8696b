import { LONGEST_TIMER_MS } from '../core/index.ts';
import { hasFrameFocus, isUserInFrame } from './frame.ts';

/** A hidden tab is idle after this time. A short visit to another tab does not make it idle. */
const HIDDEN_AFTER_MS = 10_000;

/** How often the page checks whether the focus is still in a frame. The page receives no input events from a frame. */
const FRAME_PERIOD_MS = 10_000;

/** `focus` is not in the list: a script can cause that event, and the event does not show that. */
const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'];

interface PageActivity {
  /** Counts as input. */
  touch(): void;
  stop(): void;
}

/**
 * Calls `changed` when this page becomes idle, and at the first input after that. Any other input costs one assignment.
 *
 * @param idleAfterMs in milliseconds; with more than a timer can hold, the page never becomes idle
 */
export function watchPage(idleAfterMs: number, changed: (idle: boolean) => void): PageActivity {
  if (typeof document === 'undefined' || idleAfterMs > LONGEST_TIMER_MS) return NO_PAGE;
  const options = { capture: true, passive: true };
  const isPointerMoved = pointerWatch();
  let idle = false;
  // The device's clock can be set while the page is open, `performance.now()` cannot.
  let activeAt = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Checks now, and again at the earliest time at which the page can be idle. So an input does not have to set a timer. */
  const check = (): void => {
    clearTimeout(timer);
    if (!document.hidden && isUserInFrame()) activeAt = performance.now();
    const limit = document.hidden ? Math.min(HIDDEN_AFTER_MS, idleAfterMs) : idleAfterMs;
    const left = activeAt + limit - performance.now();
    const wait = left > 0 ? left : FRAME_PERIOD_MS;
    // A user who comes back to a frame causes no event in this page.
    if (hasFrameFocus()) timer = setTimeout(check, Math.min(wait, FRAME_PERIOD_MS));
    else if (left > 0) timer = setTimeout(check, wait);
    const next = left <= 0;
    // A hidden page does not become active.
    if (next === idle || (document.hidden && !next)) return;
    idle = next;
    changed(idle);
  };
  const touch = (): void => {
    activeAt = performance.now();
    if (idle) check();
  };
  const input = (event: Event): void => {
    if (event.isTrusted && isPointerMoved(event)) touch();
  };
  const visibilityChanged = (event: Event): void => {
    if (event.isTrusted) activeAt = performance.now();
    check();
  };
  /** The focus has left this window, perhaps to a frame. The document shows the focused frame only after this event. */
  const blurred = (event: Event): void => {
    if (event.target !== window) return;
    clearTimeout(timer);
    timer = setTimeout(check);
  };
  for (const type of INPUTS) addEventListener(type, input, options);
  addEventListener('blur', blurred, options);
  document.addEventListener('visibilitychange', visibilityChanged);
  check();
  return {
    touch,
    stop() {
      clearTimeout(timer);
      for (const type of INPUTS) removeEventListener(type, input, options);
      removeEventListener('blur', blurred, options);
      document.removeEventListener('visibilitychange', visibilityChanged);
    },
  };
}

const NO_PAGE: PageActivity = { touch: () => undefined, stop: () => undefined };

/** Ignores a pointer that rests while the page moves below it: browsers report that as movement. */
function pointerWatch(): (event: Event) => boolean {
  let [x, y]: [number | null, number | null] = [null, null];
  return (event) => {
    if (event.type !== 'pointermove' || !(event instanceof MouseEvent)) return true;
    const moved = x !== null && (x !== event.screenX || y !== event.screenY);
    [x, y] = [event.screenX, event.screenY];
    return moved;
  };
}
