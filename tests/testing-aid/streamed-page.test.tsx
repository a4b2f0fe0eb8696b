import { PassThrough } from 'node:stream';
import { testWorld } from 'firebase-presence/testing';
import { renderToPipeableStream } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { Page } from './counted-page.tsx';

vi.mock('firebase-presence', () => import('firebase-presence/testing'));

test('a page is sent before the server knows its count, and never says that nobody is online', async () => {
  testWorld();
  let answer: (count: number) => void = () => undefined;
  const count = new Promise<number>((resolve) => {
    answer = resolve;
  });
  const sent = new PassThrough();
  let html = '';
  sent.setEncoding('utf8').on('data', (chunk) => {
    html += chunk;
  });
  const page = renderToPipeableStream(<Page count={count} />, { onShellReady: () => page.pipe(sent) });
  await expect.poll(() => html).toContain('…');
  expect(html).not.toContain('online');
  answer(3);
  await expect.poll(() => html).toContain('3 online');
  expect(html).not.toContain('0 online');
});
