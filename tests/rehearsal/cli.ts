import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const require = createRequire(import.meta.url);
const FIREBASE = require.resolve('firebase-tools/lib/bin/firebase.js');

/** Runs the unmodified Firebase CLI in a project, signed in, with all of Google's addresses behind the proxy. */
export interface CliRun {
  code: number;
  output: string;
}

/**
 * @param answers what a person types, each when the CLI has printed the text before it; without answers there is no terminal
 */
export function runCli(
  folder: string,
  proxy: string,
  args: readonly string[],
  answers?: readonly [question: string, keys: string][],
): Promise<CliRun> {
  const mode = answers ? '--interactive' : '--non-interactive';
  const child = spawn(process.execPath, [FIREBASE, ...args, '--project', 'rehearsal', mode], {
    cwd: folder,
    env: environment(folder, proxy, args[0] === 'functions:kits:install'),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const waiting = [...(answers ?? [])];
  let output = '';
  let answered = 0;
  const onText = (text: Buffer): void => {
    output += stripVTControlCharacters(text.toString());
    const [question, keys] = waiting[0] ?? [];
    if (question === undefined || keys === undefined || !output.slice(answered).includes(question)) return;
    answered = output.length;
    waiting.shift();
    child.stdin.write(keys);
  };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', onText);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** A fresh configuration each time: the CLI remembers there which APIs are enabled. */
function environment(folder: string, proxy: string, mayInstall: boolean): NodeJS.ProcessEnv {
  const home = join(folder, '.config-home');
  mkdirSync(join(home, 'configstore'), { recursive: true });
  writeFileSync(join(home, 'configstore', 'firebase-tools.json'), JSON.stringify(SIGNED_IN()));
  mkdirSync(join(folder, '.discovery'), { recursive: true });
  return {
    ...originsOverHttp(),
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    XDG_CONFIG_HOME: home,
    HTTP_PROXY: proxy,
    NO_UPDATE_NOTIFIER: '1',
    FIREBASE_SKIP_UPDATE_CHECK: 'true',
    // Otherwise the CLI looks for a newer SDK for functions.
    npm_config_fetch_retries: '0',
    ...(mayInstall ? { npm_config_prefer_offline: 'true' } : { npm_config_offline: 'true' }),
    npm_config_update_notifier: 'false',
    FIREBASE_FUNCTIONS_DISCOVERY_OUTPUT_PATH: join(folder, '.discovery'),
    FUNCTIONS_DISCOVERY_TIMEOUT: '120',
  };
}

const SIGNED_IN = () => ({
  usage: false,
  motd: { fetched: Date.now() },
  user: { email: 'someone@example.com' },
  tokens: {
    access_token: 'rehearsal',
    refresh_token: 'rehearsal',
    expires_at: Date.now() + 3_600_000,
    scopes: [
      'email',
      'openid',
      'https://www.googleapis.com/auth/cloud-platform',
      'https://www.googleapis.com/auth/firebase',
    ],
  },
});

/** Every address of the CLI has a variable of its own. Without encryption, so that the stand-in can read. */
function originsOverHttp(): NodeJS.ProcessEnv {
  const source = readFileSync(require.resolve('firebase-tools/lib/api.js'), 'utf8');
  const found = source.matchAll(/envOverride\("(\w+)", "https:\/\/([\w.-]+)"\)/g);
  return Object.fromEntries([...found].map(([, name, host]) => [name, `http://${host}`]));
}
