declare global {
  interface Window {
    /** Uncaught exceptions and errors on the console, for browsers that report them nowhere else. Undefined without this script. */
    pageErrors?: string[];
  }
}

const pageErrors: string[] = [];
window.pageErrors = pageErrors;
const report = (...what: unknown[]): void => void pageErrors.push(what.map(String).join(' '));
window.addEventListener('error', ({ message }) => report('uncaught:', message));
window.addEventListener('unhandledrejection', ({ reason }) => report('uncaught:', reason));
const { error } = console;
console.error = (...what) => {
  report(...what);
  error(...what);
};

export {};
