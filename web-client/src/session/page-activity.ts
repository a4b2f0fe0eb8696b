import { LONGEST_TIMER_MS } from '../core/index.ts';
import { hasFrameFocus, isUserInFrame } from './frame.ts';

/** A hidden tab is idle after this time: a short look into another tab changes nothing. */
const HIDDEN_AFTER_MS = 10_000;

/** How often to look whether the focus is still in a frame, which tells this page nothing. */
const FRAME_PERIOD_MS = 10_000;

/** Without `focus`: a script can move the focus, and the event does not tell. */
const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'];

interface PageActivity {
  /** Counts as input. */
  touch(): void;
  stop(): void;
}

/**
 * Tells when this page has had no input for a while, and of the first input after that. Moving a mouse costs an assignment.
 *
 * @param idleAfterMs longer than a timer can hold: never
 */
export function watchPage(idleAfterMs: number, changed: (idle: boolean) => void): PageActivity {
  if (typeof document === 'undefined' || idleAfterMs > LONGEST_TIMER_MS) return NO_PAGE;
  const options = { capture: true, passive: true };
  const isPointerMoved = pointerWatch();
  let idle = false;
  // Not by the clock, which can be set while the page is open.
  let activeAt = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Looks again when the page can be idle at the earliest, so that an input need not set a timer. */
  const look = (): void => {
    clearTimeout(timer);
    if (!document.hidden && isUserInFrame()) activeAt = performance.now();
    const patience = document.hidden ? Math.min(HIDDEN_AFTER_MS, idleAfterMs) : idleAfterMs;
    const left = activeAt + patience - performance.now();
    const wait = left > 0 ? left : FRAME_PERIOD_MS;
    // Of a user who returns into a frame this page hears nothing either.
    if (hasFrameFocus()) timer = setTimeout(look, Math.min(wait, FRAME_PERIOD_MS));
    else if (left > 0) timer = setTimeout(look, wait);
    const next = left <= 0;
    // In a hidden page nobody is back.
    if (next === idle || (document.hidden && !next)) return;
    idle = next;
    changed(idle);
  };
  const touch = (): void => {
    activeAt = performance.now();
    if (idle) look();
  };
  const input = (event: Event): void => {
    if (event.isTrusted && isPointerMoved(event)) touch();
  };
  const turned = (event: Event): void => {
    if (event.isTrusted) activeAt = performance.now();
    look();
  };
  /** The focus has left this window: perhaps for a frame, but the document only says so after this event. */
  const blurred = (event: Event): void => {
    if (event.target !== window) return;
    clearTimeout(timer);
    timer = setTimeout(look);
  };
  for (const type of INPUTS) addEventListener(type, input, options);
  addEventListener('blur', blurred, options);
  document.addEventListener('visibilitychange', turned);
  look();
  return {
    touch,
    stop() {
      clearTimeout(timer);
      for (const type of INPUTS) removeEventListener(type, input, options);
      removeEventListener('blur', blurred, options);
      document.removeEventListener('visibilitychange', turned);
    },
  };
}

const NO_PAGE: PageActivity = { touch: () => undefined, stop: () => undefined };

/** Browsers also report a pointer that rests while the page moves below it. */
function pointerWatch(): (event: Event) => boolean {
  let [x, y]: [number | null, number | null] = [null, null];
  return (event) => {
    if (event.type !== 'pointermove' || !(event instanceof MouseEvent)) return true;
    const moved = x !== null && (x !== event.screenX || y !== event.screenY);
    [x, y] = [event.screenX, event.screenY];
    return moved;
  };
}
