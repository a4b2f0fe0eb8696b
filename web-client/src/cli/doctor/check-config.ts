import type { Finding } from '../finding.ts';
import { type App, functionsFolder } from '../project/app.ts';
import { databaseUrls, regionOf } from '../project/database-url.ts';
import { FIREBASE_JSON } from '../project/firebase-json.ts';
import { installedPackage, manifestAt } from '../project/packages.ts';
import { lineAt } from '../text/lines.ts';

/** The address of the database, its region, and the functions. */
export function checkConfig(app: App): Finding[] {
  if (app.config === null) {
    const what = 'there is no firebase.json in this folder or above.';
    return [
      {
        code: 'no-firebase-json',
        severity: 'error',
        what,
        fix: 'Go to the folder of the app, then run: npx firebase-presence init',
      },
    ];
  }
  return [...noDatabaseUrl(app), ...wrongRegion(app), ...noFunctions(app), ...notInstalled(app), ...halfEmulators(app)];
}

/** A config that was copied from the console before the project had a database has no address of it. */
function noDatabaseUrl({ sources }: App): Finding[] {
  if (databaseUrls(sources).length > 0) return [];
  // The address may come from a variable, whose value is not in the sources.
  if (sources.some(({ text }) => /databaseURL|DATABASE_URL/.test(text))) return [];
  const config = sources.find(({ text }) => /\bauthDomain\b/.test(text) && /\bapiKey\b/.test(text));
  if (config === undefined) return [];
  return [
    {
      code: 'no-database-url',
      severity: 'error',
      file: config.path,
      line: lineAt(config.text, config.text.search(/\bauthDomain\b/)),
      what: 'the config of the app has no databaseURL. Clients look for the database in us-central1.',
      fix: 'Create a Realtime Database in the Firebase console, and copy the config again.',
    },
  ];
}

function wrongRegion({ sources, parameters, parametersFolder, functions }: App): Finding[] {
  const region = parameters.PRESENCE_REGION;
  if (functions === undefined || region === undefined) return [];
  return databaseUrls(sources)
    .filter(({ url }) => regionOf(url) !== null && regionOf(url) !== region)
    .map(({ url, path, line }) => ({
      code: 'region-differs',
      severity: 'error',
      file: path,
      line,
      what: `the database is in ${regionOf(url)}, and PRESENCE_REGION is ${region}. No event reaches the functions.`,
      fix: `Set PRESENCE_REGION=${regionOf(url)} in ${parametersFolder}/.env, and deploy.`,
    }));
}

function noFunctions({ functions }: App): Finding[] {
  if (functions) return [];
  const what = 'no entry of "functions" deploys the functions of presence. No status would change for others.';
  return [
    { code: 'functions-missing', severity: 'error', file: FIREBASE_JSON, what, fix: 'npx firebase-presence init' },
  ];
}

function notInstalled(app: App): Finding[] {
  const folder = functionsFolder(app);
  if (folder === null || installedPackage(folder, 'firebase-functions') !== null) return [];
  const source = app.functions?.source ?? '';
  if (manifestAt(folder) === null) {
    const what = 'the folder that firebase.json names has no package.json.';
    return [{ code: 'functions-missing', severity: 'error', file: source, what, fix: 'npx firebase-presence init' }];
  }
  const what = 'the packages of the functions are not installed. The deployment and the emulators need them.';
  return [
    { code: 'functions-not-installed', severity: 'warning', file: source, what, fix: `npm --prefix ${source} install` },
  ];
}

const NEEDED = {
  auth: 'connectAuthEmulator',
  database: 'connectDatabaseEmulator',
  firestore: 'connectFirestoreEmulator',
};

/** With some products in the emulators and others in the cloud, tokens and data do not fit together. */
function halfEmulators({ config, sources }: App): Finding[] {
  const needed = Object.entries(NEEDED);
  const running = needed.filter(([product]) => config && product in config.emulators);
  const connected = needed.filter(([, call]) => sources.some(({ text }) => text.includes(`${call}(`)));
  const code = 'emulators-half';
  const findings: Finding[] = [];
  const named =
    config && [...needed.map(([product]) => product), 'functions'].filter((one) => !(one in config.emulators));
  if (running.length > 0 && named && named.length > 0) {
    const what = `"emulators" has no ${named.join(', ')}. Presence needs auth, database, firestore and functions together.`;
    findings.push({
      code,
      severity: 'warning',
      file: FIREBASE_JSON,
      what,
      fix: 'Add them: npx firebase-tools init emulators',
    });
  }
  const left = needed.filter((one) => !connected.includes(one)).map(([, call]) => call);
  if (connected.length > 0 && left.length > 0) {
    const place = sources.find(({ text }) => connected.some(([, call]) => text.includes(`${call}(`)));
    const what = `the app calls ${connected.map(([, call]) => call).join(', ')}, but not ${left.join(', ')}.`;
    const fix = `Call ${left.join(' and ')} beside it, right after initializeApp.`;
    findings.push({ code, severity: 'error', file: place?.path, what, fix });
  }
  return findings;
}
