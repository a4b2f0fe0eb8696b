/*
 * The address of the page may ask for a browser that blocks all storage. This is what Firefox does for a user who blocks all cookies: whatever
 * could keep or share something throws. First, for the SDKs must not find the real ones.
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
