import type { Window } from 'happy-dom';
import { version } from 'react';
import { version as versionOfRenderer } from 'react-dom';
import { beforeAll, expect, test } from 'vitest';
import '../react/react.test.tsx';

declare global {
  var happyDOM: Window['happyDOM'];
}

// React 18 in development reports an error by an event of the page. The page must not throw it again, as no browser does.
beforeAll(() => {
  happyDOM.settings.disableErrorCapturing = false;
});

test('these tests run with React 18', () => {
  expect([version, versionOfRenderer]).toEqual([expect.stringMatching(/^18\./), expect.stringMatching(/^18\./)]);
});
