/*
 * The address of the page can ask for timers like those of a hidden page, and for a Content-Security-Policy. A test cannot wait until a
 * browser throttles a page: Chromium begins after five minutes. A browser runs the timers of a hidden page once a minute. Here they do not
 * run at all before the test ends, so whatever the page does meanwhile has another cause.
 */
const NEVER_MS = 3_600_000;

const asked = new URLSearchParams(location.search);

if (asked.get('timers') === 'throttled') {
  const { setInterval } = window;
  const throttled = (run: TimerHandler, period = 0, ...given: unknown[]) =>
    setInterval(run, Math.max(period, NEVER_MS), ...given);
  Object.assign(window, { setInterval: throttled });
}

const workers = asked.get('workers');
if (workers !== null) {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = `worker-src ${workers}`;
  document.head.append(policy);
}

export {};
