import { get, ref, runTransaction, set, setWithPriority } from 'firebase/database';
import { expect, test, vi } from 'vitest';
import { freshNamespace, openClient, setRules, stored, valuesOf } from './clients.ts';

test('concurrent transactions of several clients lose no step', async () => {
  const namespace = freshNamespace();
  const clients = Array.from({ length: 5 }, () => openClient(namespace));
  const steps = clients.flatMap((client) =>
    Array.from({ length: 4 }, () => runTransaction(ref(client, 'n'), (n: number | null) => (n ?? 0) + 1)),
  );
  expect((await Promise.all(steps)).every(({ committed }) => committed)).toBe(true);
  expect(await stored(namespace, 'n')).toBe(20);
});

test('a transaction that returns undefined is aborted, and changes nothing', async () => {
  const namespace = freshNamespace();
  const node = ref(openClient(namespace), 'a');
  await set(node, 1);
  const { committed } = await runTransaction(node, () => undefined);
  expect([committed, await stored(namespace, 'a')]).toEqual([false, 1]);
});

test('a transaction with a wrong first guess gets the newer value for the next try', async () => {
  const namespace = freshNamespace();
  await set(ref(openClient(namespace), 'a'), { n: 1 });
  const seen: unknown[] = [];
  await runTransaction(ref(openClient(namespace), 'a'), (value: { n: number } | null) => {
    seen.push(value);
    return { n: (value?.n ?? 10) + 1 };
  });
  expect(seen).toEqual([null, { n: 1 }]);
  expect(await stored(namespace, 'a')).toEqual({ n: 2 });
});

test.each([
  ['a string', 'text é 🙂'],
  ['a number', -1.5e-7],
  ['a large number', 2 ** 53],
  ['a boolean', false],
  ['children', { b: 1, a: { deep: true }, 10: 'ten', 9: 'nine', '-1': 'minus one' }],
  ['a list', ['x', { y: 1 }]],
])('client and server have the same hash of %s, so a known value needs one try', async (_kind, value) => {
  const namespace = freshNamespace();
  await set(ref(openClient(namespace), 'a'), value);
  await expectOneTry(namespace);
});

test('client and server have the same hash of children with priorities', async () => {
  const namespace = freshNamespace();
  const writer = openClient(namespace);
  await setWithPriority(ref(writer, 'a'), { x: 1 }, 'p');
  await setWithPriority(ref(writer, 'a/y'), 'text', 3);
  await setWithPriority(ref(writer, 'a/z'), 'text', 2);
  await expectOneTry(namespace);
});

test('a transaction that the rules reject fails, even if its first guess was stale', async () => {
  const namespace = freshNamespace();
  await set(ref(openClient(namespace), 'n'), 5);
  await setRules(namespace, { n: { '.read': true, '.write': 'newData.val() > data.val()' } });
  const node = ref(openClient(namespace), 'n');
  await expect(runTransaction(node, (n: number | null) => (n ?? 0) + 1)).resolves.toMatchObject({ committed: true });
  await expect(runTransaction(node, (n: number | null) => (n ?? 0) - 1)).rejects.toThrow('permission_denied');
  expect(await stored(namespace, 'n')).toBe(6);
});

/** The client listens first, so that its first guess is the current value. */
async function expectOneTry(namespace: string): Promise<void> {
  const client = openClient(namespace);
  const known = valuesOf(ref(client, 'a'));
  await expect.poll(() => known).toHaveLength(1);
  const step = vi.fn((value: unknown) => ({ was: value }));
  const { committed } = await runTransaction(ref(client, 'a'), step, { applyLocally: false });
  expect(committed).toBe(true);
  expect(step).toHaveBeenCalledTimes(1);
  expect((await get(ref(client, 'a/was'))).val()).toEqual(known[0]);
}
