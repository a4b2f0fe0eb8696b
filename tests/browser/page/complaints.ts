declare global {
  interface Window {
    /** Uncaught exceptions and errors on the console, for browsers that report them nowhere else. Undefined without this script. */
    complaints?: string[];
  }
}

const complaints: string[] = [];
window.complaints = complaints;
const complain = (...what: unknown[]): void => void complaints.push(what.map(String).join(' '));
window.addEventListener('error', ({ message }) => complain('uncaught:', message));
window.addEventListener('unhandledrejection', ({ reason }) => complain('uncaught:', reason));
const { error } = console;
console.error = (...what) => {
  complain(...what);
  error(...what);
};

export {};
