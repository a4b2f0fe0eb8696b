import { expect, test } from 'vitest';
import { leaveResults } from './attack-results.ts';
import { attackDatabase } from './database-attack.ts';

test('the Realtime Database refuses every attack and accepts every legitimate operation', async (context) => {
  const report = await attackDatabase(context);
  leaveResults('Realtime Database', report);
  expect(report.wrong).toEqual([]);
  expect(report.coverage?.gaps ?? []).toEqual([]);
  expect(report.hostile).toBeGreaterThanOrEqual(200);
});
