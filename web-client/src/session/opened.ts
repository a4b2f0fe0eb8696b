/**
 * Begins once somebody has opened this page: at once, unless the browser has only prerendered it for a click that may never come.
 *
 * @returns ends what was begun, or keeps it from beginning
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
