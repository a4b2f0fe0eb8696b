/**
 * Calls `begin` when the user has opened this page. A page that the browser only prerenders waits, because the user may never open it.
 *
 * @returns stops what `begin` started, or prevents the start
 */
export function onceOpened(begin: () => () => void): () => void {
  if (!isPrerendering()) return begin();
  let end = (): void => document.removeEventListener('prerenderingchange', opened);
  function opened(): void {
    end = begin();
  }
  document.addEventListener('prerenderingchange', opened, { once: true });
  return () => end();
}

function isPrerendering(): boolean {
  return typeof document !== 'undefined' && 'prerendering' in document && document.prerendering === true;
}
