/**
 * npm runs a script in a shell. A signal that ends npm ends that shell and no other process. So the emulators would run on after a stop of
 * `npm run emulators`. To prevent that, this process ends when the shell is gone. A process without npm outlives its parent as usual.
 */
export function endWithNpm(env: NodeJS.ProcessEnv): void {
  if (env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGHUP');
  }, 500);
  watch.unref();
}
