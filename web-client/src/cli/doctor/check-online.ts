import type { Finding } from '../finding.ts';
import { askGoogle, type Backend, readDatabaseRules, readNode } from '../online/backend.ts';
import { isObject, parseJson } from '../text/json.ts';
import { checkDatabaseRules, checkFirestoreRules } from './check-rules.ts';

/** A check of the project as it is deployed. */
export interface OnlineCheck {
  /** What it looks at, for the list of the checks that were not made. */
  name: string;
  /** Why the check cannot be made; null if it can. */
  notMade: string | null;
  run: () => Promise<Finding[]>;
}

export function onlineChecks(backend: Backend, collection: string): OnlineCheck[] {
  const { emulators } = backend;
  return [
    { name: 'the time of the latest sweep', notMade: null, run: () => checkSweeper(backend) },
    { name: 'the deployed rules of the Realtime Database', notMade: null, run: () => deployedDatabaseRules(backend) },
    {
      name: 'the deployed rules of Firestore',
      notMade: emulators.firestore ? 'the Firestore emulator does not tell its rules' : null,
      run: () => deployedFirestoreRules(backend, collection),
    },
    {
      name: 'the deployed functions',
      notMade: emulators.database ? 'the emulators have no list of deployments' : null,
      run: () => deployedFunctions(backend),
    },
  ];
}

/** The schedule runs once a minute. Twice missed is chance, five times is not. */
const SWEEP_MOST_MS = 5 * 60_000;

/** Whether the schedule of the functions runs. */
async function checkSweeper(backend: Backend): Promise<Finding[]> {
  const { value, at } = await readNode(backend, 'presence/marks/swept_at');
  const { severity, fix } = backend.emulators.database ? IN_EMULATORS : IN_CLOUD;
  if (typeof value !== 'number') {
    const what = 'the sweeper has never run in this database: there is no /presence/marks/swept_at.';
    return [{ code: 'sweeper-old', severity, what, fix }];
  }
  const age = at - value;
  if (age <= SWEEP_MOST_MS) return [];
  const what = `the sweeper last ran ${Math.round(age / 60_000)} minutes ago. It has to run once a minute, or dead connections stay online.`;
  return [{ code: 'sweeper-old', severity, what, fix }];
}

const IN_CLOUD: Pick<Finding, 'severity' | 'fix'> = {
  severity: 'error',
  fix: 'Deploy the functions, and look at the log of sweepLeases: npx firebase-tools functions:log',
};

const IN_EMULATORS: Pick<Finding, 'severity' | 'fix'> = {
  severity: 'note',
  fix: 'In emulators, nothing. firebase-tools calls scheduled functions only with a Pub/Sub emulator. Ticks sweep without them.',
};

async function deployedDatabaseRules(backend: Backend): Promise<Finding[]> {
  const rules = parseJson('deployed database rules', await readDatabaseRules(backend));
  return checkDatabaseRules(rules).map(asDeployed);
}

async function deployedFirestoreRules(backend: Backend, collection: string): Promise<Finding[]> {
  const { projectId, firestoreDatabase } = backend;
  const origin = 'https://firebaserules.googleapis.com/v1';
  const database = firestoreDatabase === '(default)' ? '' : `/${firestoreDatabase}`;
  const release = await askGoogle(backend, `${origin}/projects/${projectId}/releases/cloud.firestore${database}`);
  const name = isObject(release) ? String(release.rulesetName) : '';
  const ruleset = await askGoogle(backend, `${origin}/${name}`);
  const source = isObject(ruleset) && isObject(ruleset.source) ? ruleset.source.files : [];
  const content = (Array.isArray(source) ? source : []).filter(isObject).map((file) => String(file.content));
  return checkFirestoreRules('deployed Firestore rules', content.join('\n'), collection).map(asDeployed);
}

async function deployedFunctions(backend: Backend): Promise<Finding[]> {
  const address = `https://cloudfunctions.googleapis.com/v2/projects/${backend.projectId}/locations/-/functions?pageSize=1000`;
  const answer = await askGoogle(backend, address);
  const functions = isObject(answer) && Array.isArray(answer.functions) ? answer.functions.filter(isObject) : [];
  const names = functions.map(({ name }) => String(name).split('/').at(-1) ?? '');
  const missing = ['onUserStatusChanged', 'sweepLeases', 'presenceTick'].filter(
    (wanted) => !names.some((name) => name === wanted || name.endsWith(`-${wanted}`)),
  );
  if (missing.length === 0) return [];
  const what = `not deployed: ${missing.join(', ')}.`;
  return [
    { code: 'functions-not-deployed', severity: 'error', what, fix: 'npx firebase-tools deploy --only functions' },
  ];
}

function asDeployed(finding: Finding): Finding {
  return { ...finding, what: `${finding.what} This is what the server has.` };
}
