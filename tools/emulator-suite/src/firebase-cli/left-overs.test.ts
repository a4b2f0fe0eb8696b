import { expect, test } from 'vitest';
import { membersAndDescendants, parseProcesses, stillEmulators } from './left-overs.ts';

const process = (pid: number, parent: number, group: number, command = '') => ({ pid, parent, group, command });

test('all members of a process group and their descendants are ended', () => {
  const processes = [
    process(1, 0, 1),
    process(40, 30, 40, 'a browser in a group of its own'),
    process(41, 40, 40),
    process(10, 1, 10, 'the CLI'),
    process(20, 10, 10, 'the command'),
    process(30, 20, 10),
    process(50, 1, 50, 'another program'),
  ];
  expect(membersAndDescendants(processes, 10).sort()).toEqual([10, 20, 30, 40, 41]);
});

test('the orphans of a group with a dead leader are ended', () => {
  expect(membersAndDescendants([process(20, 1, 10), process(21, 20, 21)], 10)).toEqual([20, 21]);
});

test('a recorded pid that another program has got is not ended', () => {
  const processes = [process(7, 1, 7, 'java -cp x.jar Main start --port 8080'), process(8, 1, 8, 'vim notes')];
  expect(stillEmulators([7, 8, 9], processes)).toEqual([7]);
});

test('without a list of processes, all recorded pids count as emulators', () => {
  expect(stillEmulators([7, 8], [])).toEqual([7, 8]);
});

test('a killed process counts until the kernel has removed it, and a zombie does not', () => {
  const table = [
    '  10     1    10 Ssl  node firebase.js',
    '  11    10    10 Rl   [java]',
    '  12    10    10 Z    [java] <defunct>',
    '',
  ];
  expect(parseProcesses(table.join('\n'))).toEqual([
    process(10, 1, 10, 'node firebase.js'),
    process(11, 10, 10, '[java]'),
  ]);
});
