import { type ExitCode, FINE, FOUND } from '../exit-code.ts';
import { FileProblem } from '../file-problem.ts';
import { type Finding, hasErrors } from '../finding.ts';
import { type Backend, Unreachable } from '../online/backend.ts';
import { connect, NotConnected } from '../online/connect.ts';
import { type App, type AppOptions, readApp } from '../project/app.ts';
import type { Terminal } from '../terminal.ts';
import { counted } from '../text/counted.ts';
import { shownFinding } from '../text/show-findings.ts';
import { checkCollection } from './check-collection.ts';
import { checkConfig } from './check-config.ts';
import { onlineChecks } from './check-online.ts';
import { checkRules } from './check-rules.ts';
import { checkVersions, type SupportedVersions } from './check-versions.ts';

export interface DoctorOptions extends AppOptions {
  json: boolean;
  supported: SupportedVersions;
}

interface Diagnosis {
  findings: Finding[];
  /** The checks that could not be made, with the reason. */
  notMade: string[];
}

/** Finds what cannot work in a project, with the fix of each. */
export async function doctor(folder: string, options: DoctorOptions, terminal: Terminal): Promise<ExitCode> {
  const app = readApp(folder, options);
  const offline = [
    ...checkConfig(app),
    ...checkCollection(app),
    ...orProblem(() => checkRules(app)),
    ...checkVersions(app, options.supported, process.versions.node),
  ];
  const online = await checkOnline(app, options);
  const findings = [...offline, ...online.findings];
  terminal.out(
    options.json ? asJson({ findings, notMade: online.notMade }) : asText({ findings, notMade: online.notMade }),
  );
  return hasErrors(findings) ? FOUND : FINE;
}

/** A file that is not valid is a finding too. */
function orProblem(check: () => Finding[]): Finding[] {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    const { file, line, what, fix } = error;
    return [{ code: 'file-invalid', severity: 'error', file, ...(line !== null && { line }), what, fix }];
  }
}

async function checkOnline(app: App, options: DoctorOptions): Promise<Diagnosis> {
  const backend = await connect(app, options).catch((error: unknown) => {
    if (error instanceof NotConnected) return error;
    throw error;
  });
  if (backend instanceof NotConnected)
    return { findings: [], notMade: [`the project as it is deployed: ${backend.message}`] };
  return runChecks(app, backend);
}

async function runChecks(app: App, backend: Backend): Promise<Diagnosis> {
  const diagnosis: Diagnosis = { findings: [], notMade: [] };
  for (const { name, notMade, run } of onlineChecks(backend, app.collection)) {
    const reason =
      notMade ??
      (await run()
        .then((found) => void diagnosis.findings.push(...found))
        .catch(reasonOf));
    if (typeof reason === 'string') diagnosis.notMade.push(`${name}: ${reason}`);
  }
  return diagnosis;
}

function reasonOf(error: unknown): string {
  if (error instanceof Unreachable || error instanceof FileProblem) return error.message;
  throw error;
}

function asJson(diagnosis: Diagnosis): string {
  return JSON.stringify({ command: 'doctor', ...diagnosis }, null, 2);
}

function asText({ findings, notMade }: Diagnosis): string {
  const lines = findings.map(shownFinding);
  const count = (wanted: string): string =>
    counted(findings.filter(({ severity }) => severity === wanted).length, wanted);
  lines.push(`${count('error')}, ${count('warning')}`);
  if (notMade.length > 0) lines.push(['Not checked:', ...notMade.map((one) => `  ${one}`)].join('\n'));
  return lines.join('\n');
}
