import { expect, test } from 'vitest';
import { shiftPorts } from './other-ports.ts';

test('a copy of firebase.json for the side lane differs in the ports of the emulators only', () => {
  const rest = { functions: [{ source: 'functions' }], database: { rules: 'database.rules.json' } };
  const emulators = { singleProjectMode: true, auth: { host: '127.0.0.1', port: 9099 }, ui: { enabled: false } };
  expect(shiftPorts({ ...rest, emulators })).toEqual({
    ...rest,
    emulators: { ...emulators, auth: { host: '127.0.0.1', port: 29_099 } },
  });
});
