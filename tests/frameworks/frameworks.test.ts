import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { newContext } from '../browser/engines/chromium.ts';
import { isOffline } from '../browser/on-the-server.ts';
import { PageErrors } from '../browser/page-errors.ts';
import { documentedFile } from '../kit/documented.ts';
import { auth, database, firestore } from '../kit/suite.ts';
import { buildAngular, buildSvelte, buildVue, FIREBASE } from './apps.ts';

const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));

test('Vue: a window shows who opens and closes another one', async () => {
  await showsWhoComesAndGoes(filesIn(await buildVue()));
});

test('Svelte: a window shows who opens and closes another one', async () => {
  await showsWhoComesAndGoes(filesIn(await buildSvelte()));
});

test('Angular: a window shows who opens and closes another one', async () => {
  await showsWhoComesAndGoes(filesIn(await buildAngular()));
});

test('a page with an import map: a window shows who opens and closes another one', async () => {
  const page = await documentedFile('frameworks.md', 'html');
  await showsWhoComesAndGoes(async ({ host, pathname }) => {
    if (host === 'www.gstatic.com') return readFile(join(packages, 'firebase', pathname.replace(/^.*\//, '')));
    if (host === 'cdn.jsdelivr.net')
      return readFile(join(packages, pathname.replace(/^\/npm\//, '').replace(/@[^/]*/, '')));
    return pathname === '/firebase.js' ? FIREBASE : page;
  });
});

/** The content of the file at an address. */
type Files = (url: URL) => Promise<Buffer | string>;

/** Each window is a browser of its own, so each has a user of its own. */
async function showsWhoComesAndGoes(files: Files): Promise<void> {
  const pageErrors = new PageErrors('the app');
  const address = await serve(files);
  const open = async (): Promise<Window> => {
    const context = await newContext(pageErrors.record);
    await answerForCdns(context, files);
    return openWindow(context, address);
  };
  const [alice, bob] = [await open(), await open()];
  await alice.shows(bob.uid, true);
  await bob.shows(alice.uid, true);
  await bob.closes();
  await alice.shows(bob.uid, false);
}

interface Window {
  readonly uid: string;
  shows(uid: string, online: boolean): Promise<void>;
  closes(): Promise<void>;
}

async function openWindow(context: BrowserContext, address: string): Promise<Window> {
  const page = await context.newPage();
  await page.goto(address);
  const text = await page.locator('li', { hasText: '(you)' }).textContent();
  const uid = text?.trim().split(/\s/)[0] ?? '';
  // The watched user is offline before the next test begins. The window closes before that.
  onTestFinished(async () => {
    await context.close();
    await isOffline({ uid });
  });
  return {
    uid,
    async shows(other, online) {
      await expect.poll(() => page.locator('li', { hasText: other }).count()).toBe(online ? 1 : 0);
    },
    closes: () => context.close(),
  };
}

/** Serves the app on this machine: a page from elsewhere may not talk to the emulators. @returns the address of the page */
async function serve(files: Files): Promise<string> {
  const server = createServer(async ({ url = '/' }, response) => {
    const asked = new URL(url, 'http://127.0.0.1');
    response.setHeader('content-type', contentType(asked));
    response.end(await files(asked));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const bound = server.address();
  const page = new URL(`http://127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}/`);
  const emulators = { auth: auth(), database: database(), firestore: firestore() };
  for (const [emulator, { host, port }] of Object.entries(emulators)) {
    page.searchParams.set(emulator, `${host}:${port}`);
  }
  return page.href;
}

/** Answers for the two CDNs that the page without a bundler names. */
async function answerForCdns(context: BrowserContext, files: Files): Promise<void> {
  await context.route(/^https:\/\/(www\.gstatic\.com|cdn\.jsdelivr\.net)\//, async (route) => {
    const url = new URL(route.request().url());
    const headers = { 'access-control-allow-origin': '*' };
    await route.fulfill({ body: await files(url), contentType: contentType(url), headers });
  });
}

function contentType({ pathname }: URL): string {
  if (pathname.endsWith('.css')) return 'text/css';
  return pathname.endsWith('.js') ? 'text/javascript' : 'text/html';
}

function filesIn(folder: string): Files {
  return ({ pathname }) => readFile(join(folder, pathname === '/' ? 'index.html' : pathname));
}
