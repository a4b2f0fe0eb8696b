import { invalidUserIdReason, LATE_AFTER_SECONDS } from '@firebase-presence/contract';
import { CannotRun, type ExitCode, FINE, FOUND } from '../exit-code.ts';
import { type ConnectOptions, connect } from '../online/connect.ts';
import { readApp } from '../project/app.ts';
import type { Terminal } from '../terminal.ts';
import { readFacts } from './read-facts.ts';
import { evidence } from './show-evidence.ts';
import { verdictOn } from './verdict.ts';

export interface ExplainOptions extends ConnectOptions {
  json: boolean;
}

/** Says in one sentence why a user is shown as they are, then the evidence. */
export async function explain(
  folder: string,
  uid: string,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const invalid = invalidUserIdReason(uid);
  if (invalid !== null) throw new CannotRun(`No user can have the uid '${uid}': ${invalid}.`, 'Look at the uid.');
  const app = readApp(folder, options);
  const backend = await connect(app, options);
  const facts = await readFacts(backend, uid, app.collection);
  const seconds = Number(app.parameters.PRESENCE_LEASE_SECONDS ?? LATE_AFTER_SECONDS);
  const verdict = verdictOn(facts, seconds * 1000);
  if (options.json) terminal.out(JSON.stringify({ command: 'explain', ...verdict, evidence: facts }, null, 2));
  else
    terminal.out(
      [verdict.sentence, ...(verdict.fix ? [`Fix: ${verdict.fix}`] : []), '', ...evidence(facts)].join('\n'),
    );
  return verdict.isWrong ? FOUND : FINE;
}
