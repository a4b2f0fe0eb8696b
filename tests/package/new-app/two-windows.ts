/* Opens the built app of a folder in two windows, each with a user of its own, and closes one. Prints what the other one shows. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findOrInstallChromium } from '../../browser/engines/find-chromium.ts';
import { POLL_TIMEOUT_MS } from '../../kit/poll-timeout.ts';

const [folder = ''] = process.argv.slice(2);

const server = createServer(async ({ url = '/' }, response) => {
  const { pathname } = new URL(url, 'http://localhost');
  const file = await readFile(join(folder, pathname === '/' ? 'index.html' : pathname)).catch(() => null);
  response.setHeader('content-type', pathname.endsWith('.js') ? 'text/javascript' : 'text/html');
  response.statusCode = file === null ? 404 : 200;
  response.end(file);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const bound = server.address();
const address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}`;

const browser = await chromium.launch({
  executablePath: findOrInstallChromium(process.env),
  args: ['--no-sandbox', '--disable-gpu'],
});
const first = await open(browser);
await shows(first, '1 online');
const second = await open(browser);
await shows(second, '2 online');
await shows(first, '2 online');
await second.context().close();
await shows(first, '1 online');
await browser.close();
server.close();

async function open(from: Browser): Promise<Page> {
  const context = await from.newContext();
  context.on('console', (message) => console.log(`console: ${message.text()}`));
  context.on('weberror', (uncaught) => console.log(`uncaught: ${uncaught.error()}`));
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

async function shows(page: Page, text: string): Promise<void> {
  await page.getByText(text, { exact: true }).waitFor({ timeout: POLL_TIMEOUT_MS });
  console.log(`${page === first ? 'first' : 'second'} window: ${text}`);
}
