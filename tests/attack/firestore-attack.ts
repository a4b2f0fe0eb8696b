import { rulesWithDemo } from '../../demo/rules.ts';
import { namesAllowed } from '../rules/demo-names.ts';
import type { Finishing } from '../rules/project.ts';
import { firestoreCoverage } from '../rules/rule-coverage.ts';
import type { DocumentRequest } from '../rules/status-document.ts';
import { goingOnlineAs, reading } from '../rules/status-document-allowed.ts';
import { untimelyWrites, withoutPresence } from '../rules/status-document-refused.ts';
import { type AttackReport, countHostile, countLegitimate, emptyReport } from './attack-report.ts';
import { partyOf } from './examples.ts';
import { FirestoreBench } from './firestore-bench.ts';
import { incompleteDocuments, malformedDocuments } from './firestore-malformed.ts';
import { type DocumentOperation, everything, NOTHING, sets, updates } from './firestore-operation.ts';
import { type DocumentPlace, documentPath, documentPlaces } from './firestore-places.ts';
import { allowedToNoClient, forbiddenDocumentReads, writtenByStrangers } from './firestore-strangers.ts';
import { grouped } from './grouped.ts';
import { verdictOf } from './verdict.ts';

/**
 * Runs all hostile and all legitimate operations on one Firestore.
 *
 * @param weakened rules to deploy instead of the real ones. The operations are derived from the real ones in any case. The first
 * operation that these rules accept ends the attack.
 */
export async function attackFirestore(finishing: Finishing, weakened?: string): Promise<AttackReport> {
  const report = emptyReport();
  const rules = rulesWithDemo();
  const places = documentPlaces(rules);
  const bench = await FirestoreBench.open(finishing, weakened ?? rules);
  for (const { title, as, initial, asks } of grouped(hostileOperations(places))) {
    const now = Date.now();
    await bench.lay(initial, now);
    const answer = await verdictOf(() => asks(bench.clientOf(as), now));
    countHostile(report, title, answer, await bench.hasChanged());
    if (weakened !== undefined && report.wrong.length > 0) return report;
  }
  for (const { title, as, initial, asks } of legitimateOperations(places)) {
    const now = Date.now();
    await bench.lay(initial, now);
    countLegitimate(report, title, await verdictOf(() => asks(bench.clientOf(as), now)));
    await bench.hasChanged();
  }
  report.coverage = await firestoreCoverage([bench.project], rules);
  return report;
}

function hostileOperations(places: DocumentPlace[]): DocumentOperation[] {
  const derived = [
    malformedDocuments,
    incompleteDocuments,
    writtenByStrangers,
    allowedToNoClient,
    forbiddenDocumentReads,
  ];
  return [...derived.flatMap((kind) => kind(places)), ...[...untimelyWrites, ...withoutPresence].map(fromTheTests)];
}

function legitimateOperations(places: DocumentPlace[]): DocumentOperation[] {
  return [...[...reading, ...goingOnlineAs, ...namesAllowed].map(fromTheTests), ...examples(places)];
}

function fromTheTests({ title, as = 'alice', initial, asks }: DocumentRequest): DocumentOperation {
  return {
    title,
    as,
    initial: initial === undefined ? NOTHING : { 'status/alice': initial },
    asks: ({ firestore }, now) => asks(firestore, now),
  };
}

function examples(places: DocumentPlace[]): DocumentOperation[] {
  return places.flatMap((place) => {
    const path = documentPath(place);
    const { creates } = place.example;
    const guest = documentPath(place, partyOf('guest'));
    return [
      { title: `alice creates ${path}`, as: 'alice', initial: NOTHING, ...sets(path, creates) },
      { title: `alice updates ${path}`, as: 'alice', initial: everything(places), ...updates(path, creates) },
      { title: `an anonymous user creates ${guest}`, as: 'guest', initial: NOTHING, ...sets(guest, creates) },
    ];
  });
}
