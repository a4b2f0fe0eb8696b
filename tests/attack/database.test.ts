import { expect, test } from 'vitest';
import { leaveResults } from './attack-results.ts';
import { attackDatabase } from './database-attack.ts';

test('the Realtime Database refuses what nobody may do and takes what clients do, and every rule decides', async (context) => {
  const report = await attackDatabase(context);
  leaveResults('Realtime Database', report);
  expect(report.wrong).toEqual([]);
  expect(report.coverage?.gaps ?? []).toEqual([]);
  expect(report.hostile).toBeGreaterThanOrEqual(200);
});
