/**
 * npm runs a script in a shell, and a signal that ends npm ends that shell but goes no further: whoever stops `npm run emulators` would
 * leave the emulators running. So when the shell is gone, we go too. Started in any other way, we outlive our parent as usual.
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
