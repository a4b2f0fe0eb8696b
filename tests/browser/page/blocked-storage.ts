/*
 * The address of the page can ask for a browser that blocks all storage. Firefox does this for a user who blocks all cookies: every API
 * that stores or shares something throws. This module runs first, so that Firebase's SDKs do not find the real APIs.
 */
if (new URLSearchParams(location.search).get('storage') === 'blocked') {
  const refuse = (): never => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
    Object.defineProperty(window, name, { get: refuse });
  }
  window.BroadcastChannel = class extends BroadcastChannel {
    constructor(name: string) {
      super(name);
      refuse();
    }
  };
}

export {};
