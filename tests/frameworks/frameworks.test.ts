import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { Complaints } from '../browser/complaints.ts';
import { newContext } from '../browser/engines/chromium.ts';
import { isOffline } from '../browser/on-the-server.ts';
import { auth, database, firestore } from '../suite.ts';
import { buildAngular, buildSvelte, buildVue, FIREBASE } from './apps.ts';
import { documentedFile } from './documented.ts';

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
  const complaints = new Complaints('the app');
  const alice = await openWindow(files, complaints);
  const bob = await openWindow(files, complaints);
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

async function openWindow(files: Files, complaints: Complaints): Promise<Window> {
  const context = await newContext(complaints.hear);
  await serve(context, files);
  const page = await context.newPage();
  await page.goto(address());
  const text = await page.locator('li', { hasText: '(you)' }).textContent();
  const uid = text?.trim().split(/\s/)[0] ?? '';
  // Whoever is watched is offline before the next test begins. The window closes before that.
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

/** The page has an address of this machine, because browsers allow more there, and because Chromium sends the emulators' requests itself. */
async function serve(context: BrowserContext, files: Files): Promise<void> {
  await context.route(/^(http:\/\/localhost:1\/|https:\/\/(www\.gstatic\.com|cdn\.jsdelivr\.net)\/)/, async (route) => {
    const url = new URL(route.request().url());
    const contentType = url.pathname.endsWith('.css')
      ? 'text/css'
      : /js$/.test(url.pathname)
        ? 'text/javascript'
        : 'text/html';
    const headers = { 'access-control-allow-origin': '*' };
    await route.fulfill({ body: await files(url), contentType, headers });
  });
}

function filesIn(folder: string): Files {
  return ({ pathname }) => readFile(join(folder, pathname === '/' ? 'index.html' : pathname));
}

function address(): string {
  const url = new URL('http://localhost:1/');
  const emulators = { auth: auth(), database: database(), firestore: firestore() };
  for (const [emulator, { host, port }] of Object.entries(emulators)) {
    url.searchParams.set(emulator, `${host}:${port}`);
  }
  return url.href;
}
