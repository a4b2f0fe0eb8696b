/*
 * The address of the page can ask for timers like those of a hidden page, and for a Content-Security-Policy. A test cannot wait until a
 * browser throttles a page: Chromium begins after five minutes.
 */
const asked = new URLSearchParams(location.search);

if (asked.get('timers') === 'throttled') {
  const { setInterval } = window;
  const throttled = (run: TimerHandler, period = 0, ...given: unknown[]) =>
    setInterval(run, Math.max(period, 60_000), ...given);
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
