/*
 * Runs a Metro bundle as React Native on a phone does: with the globals of Hermes and React Native and with no other.
 * Prints what the app shows, one line of JSON for each change.
 *
 * Arguments: the bundle, the addresses of the emulators as JSON.
 */
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { WebSocket } from 'ws';
import XMLHttpRequest from 'xhr2';

const [bundle = '', emulators = ''] = process.argv.slice(2);

const context = createContext({
  console,
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  setImmediate,
  clearImmediate,
  queueMicrotask,
  requestAnimationFrame: (callback) => setTimeout(callback),
  performance: { now: () => performance.now() },
  navigator: { product: 'ReactNative' },
  WebSocket,
  XMLHttpRequest,
  fetch,
  Headers,
  Request,
  Response,
  Blob,
  FormData,
  URL,
  URLSearchParams,
  AbortController,
  AbortSignal,
  TextEncoder,
  atob,
  btoa,
  process: { env: {} },
  emulators: JSON.parse(emulators),
  shown: (text) => process.stdout.write(`${text}\n`),
});

/** The engine of Node has these in every context, and Hermes does not. */
const NOT_IN_HERMES = `
globalThis.window = globalThis.self = globalThis.global = globalThis;
delete Intl.RelativeTimeFormat;
delete Intl.ListFormat;
delete Intl.PluralRules;
delete Intl.Segmenter;
delete globalThis.SharedArrayBuffer;
delete globalThis.WebAssembly;
`;

runInContext(NOT_IN_HERMES, context);
runInContext(readFileSync(bundle, 'utf8'), context, { filename: bundle });
