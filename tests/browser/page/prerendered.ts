declare global {
  interface Window {
    /** What the page had noticed of its connection when somebody opened it, if it was prerendered. */
    connectionBeforeOpened?: string[];
  }
}

if ('prerendering' in document && document.prerendering === true) {
  // Before the SDK hears of it.
  document.addEventListener('prerenderingchange', () => {
    window.connectionBeforeOpened = [...window.harness.connection];
  });
  // The page that is on the screen can see nothing else of this one.
  addEventListener('load', async () => localStorage.setItem('prerendered', String(await window.harness.user())));
}

export {};
