import { expect, test } from 'vitest';
import { leaveResults } from './attack-results.ts';
import { attackFirestore } from './firestore-attack.ts';

test('Firestore refuses every attack and accepts every legitimate operation', async (context) => {
  const report = await attackFirestore(context);
  leaveResults('Firestore', report);
  expect(report.wrong).toEqual([]);
  expect(report.coverage?.gaps ?? []).toEqual([]);
  expect(report.hostile).toBeGreaterThanOrEqual(200);
});
