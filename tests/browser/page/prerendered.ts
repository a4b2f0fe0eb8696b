declare global {
  interface Window {
    /** The connection states that the page had recorded when the user opened it, if it was prerendered. */
    connectionBeforeOpened?: string[];
  }
}

if ('prerendering' in document && document.prerendering === true) {
  // This listener runs before that of this package.
  document.addEventListener('prerenderingchange', () => {
    window.connectionBeforeOpened = [...window.harness.connection];
  });
  // The page on the screen can see nothing of this one but the storage.
  addEventListener('load', async () => localStorage.setItem('prerendered', String(await window.harness.user())));
}

export {};
