import type { Window } from 'happy-dom';
import { version } from 'react';
import { version as versionOfRenderer } from 'react-dom';
import { beforeAll, expect, test } from 'vitest';
import '../react/react.test.tsx';

declare global {
  var happyDOM: Window['happyDOM'];
}

// In development React 18 tells of an error by an event of the page, which does not throw it again, as it would not in a browser.
beforeAll(() => {
  happyDOM.settings.disableErrorCapturing = false;
});

test('all of this is React 18', () => {
  expect([version, versionOfRenderer]).toEqual([expect.stringMatching(/^18\./), expect.stringMatching(/^18\./)]);
});
