import { expect, test } from 'vitest';
import { browserOpener } from './demo.ts';

test('a browser opens only where the user can see it', () => {
  expect(browserOpener({ PATH: '/usr/bin' }, 'linux')).toBeUndefined();
  expect(browserOpener({}, 'darwin')).toBe('/usr/bin/open');
  expect(browserOpener({ CI: 'true' }, 'darwin')).toBeUndefined();
  expect(browserOpener({ DISPLAY: ':0', PATH: '/nowhere' }, 'linux')).toBeUndefined();
});
