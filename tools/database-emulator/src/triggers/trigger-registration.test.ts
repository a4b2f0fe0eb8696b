import { expect, test } from 'vitest';
import { readRegistration } from './trigger-registration.ts';

const V2 = {
  name: 'projects/demo-presence/locations/us-central1/triggers/us-central1-mirror-0',
  path: 'status/{uid}',
  event: 'google.firebase.database.ref.v1.written',
  topic: 'projects/demo-presence/topics/x',
  namespacePattern: '*',
};

const V1 = {
  name: 'projects/demo-presence/locations/_/functions/us-central1-old-0',
  path: '/status/{uid}',
  event: 'providers/google.firebase.database/eventTypes/ref.write',
  topic: 'projects/demo-presence/topics/x',
};

test('a function of the second generation gets events of every database that its pattern matches', () => {
  const accepts = (namespacePattern: string, namespace: string) =>
    readRegistration({ ...V2, namespacePattern }, null).listensTo(namespace);
  expect(accepts('*', 'anything')).toBe(true);
  expect(accepts('demo-*', 'demo-presence')).toBe(true);
  expect(accepts('demo-*', 'my-demo-presence')).toBe(false);
  expect(accepts('{instance=demo-*}', 'demo-presence')).toBe(true);
  expect(accepts('demo.presence', 'demo-presence')).toBe(false);
});

test('a function of the first generation gets events of the database of its registration', () => {
  const trigger = readRegistration(V1, 'demo-presence-default-rtdb');
  expect(trigger).toMatchObject({
    generation: 1,
    event: 'written',
    project: 'demo-presence',
    key: 'us-central1-old-0',
  });
  expect(trigger.listensTo('demo-presence-default-rtdb')).toBe(true);
  expect(trigger.listensTo('other')).toBe(false);
});

test('the same function keeps its name when its code is loaded again', () => {
  const again = { ...V2, name: V2.name.replace('-0', '-1') };
  expect(readRegistration(again, null).functionName).toBe(readRegistration(V2, null).functionName);
});

test.each([
  [
    { ...V2, event: 'google.firebase.database.ref.v1.moved' },
    'not supported by the Node emulator: function triggers on',
  ],
  [
    { ...V2, event: 'google.cloud.firestore.document.v1.written' },
    'not supported by the Node emulator: function triggers on',
  ],
  [{ ...V2, path: 'status/{all=**}' }, 'not supported by the Node emulator: "{all=**}"'],
  [{ ...V2, path: 'status/x-*' }, 'not supported by the Node emulator: "x-*"'],
  [{ ...V2, name: 'mirror' }, 'Invalid name'],
  [{ ...V2, path: undefined }, 'needs a "path"'],
  ['text', 'needs a "name"'],
])('%j is rejected: %s', (body, message) => {
  expect(() => readRegistration(body, null)).toThrow(message);
});
