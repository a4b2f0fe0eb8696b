// @vitest-environment happy-dom
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { act } from '@testing-library/react';
import { testWorld } from 'firebase-presence/testing';
import { hydrateRoot } from 'react-dom/client';
import { renderToPipeableStream } from 'react-dom/server';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Page } from './counted-page.tsx';

vi.mock('firebase-presence', () => import('firebase-presence/testing'));
vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

test("a streamed page shows the server's count until the client knows better", async () => {
  const world = testWorld();
  for (const uid of ['alice', 'bob']) world.user(uid).goOnline();
  const shown = await hydrate(Promise.resolve(5));
  expect(shown()).toBe('5 online');
  act(() => world.signIn('me')); // the third user
  expect(shown()).toBe('3 online');
});

/** Renders the page as a server does, then hands it to React in this window. @returns reads what the page shows */
async function hydrate(count: Promise<number>): Promise<() => string | null> {
  const sent = new PassThrough();
  const page = renderToPipeableStream(<Page count={count} />, { onAllReady: () => page.pipe(sent) });
  document.body.innerHTML = await text(sent);
  const recovered: unknown[] = [];
  await act(async () => {
    const root = hydrateRoot(document.body, <Page count={count} />, {
      onRecoverableError: (error) => recovered.push(error),
    });
    onTestFinished(() => act(() => root.unmount()));
  });
  expect(recovered).toEqual([]);
  return () => document.body.textContent;
}
