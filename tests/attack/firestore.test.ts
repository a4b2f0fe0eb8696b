import { expect, test } from 'vitest';
import { leaveResults } from './attack-results.ts';
import { attackFirestore } from './firestore-attack.ts';

test('Firestore refuses what nobody may do and takes what clients do, and every rule decides', async (context) => {
  const report = await attackFirestore(context);
  leaveResults('Firestore', report);
  expect(report.wrong).toEqual([]);
  expect(report.coverage?.gaps ?? []).toEqual([]);
  expect(report.hostile).toBeGreaterThanOrEqual(200);
});
