import { expect, test } from 'vitest';
import { toServerTime } from '../core/index.ts';
import { membersSince } from './members.ts';

test('the joinedAt of a member is not shifted by a wrong clock', () => {
  const joinedAt = Date.UTC(2026, 0, 1);
  const alice = { uid: 'alice', joinedAt, data: null };
  const [member] = membersSince(null, new Map([['alice', alice]]), false).members;
  expect(member && toServerTime(member.joinedAt, { server: joinedAt, device: joinedAt - 3_600_000 })).toBe(joinedAt);
});
