import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentedFile } from '../kit/documented.ts';
import { runInstalled } from './run-installed.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** What the reader's app has already: Firebase, on the emulators that the address of the page names. */
export const FIREBASE = `
import { initializeApp } from 'firebase/app';
import { connectAuthEmulator, getAuth } from 'firebase/auth';
import { connectDatabaseEmulator, getDatabase } from 'firebase/database';
import { connectFirestoreEmulator, getFirestore } from 'firebase/firestore';

const addressOf = (emulator) => new URLSearchParams(location.search).get(emulator).split(':');
const [host, port] = addressOf('database');
export const app = initializeApp({ projectId: 'demo-presence', apiKey: 'any' });
connectAuthEmulator(getAuth(app), 'http://' + addressOf('auth').join(':'), { disableWarnings: true });
connectDatabaseEmulator(getDatabase(app), host, Number(port));
connectFirestoreEmulator(getFirestore(app), addressOf('firestore')[0], Number(addressOf('firestore')[1]));
`;

const page = (script: string): string => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Who is online</title><link rel="icon" href="data:,"></head>
  <body><app-root id="app"></app-root>${script}</body>
</html>
`;

/** Each returns the folder to serve. */
export async function buildVue(): Promise<string> {
  const folder = await writeApp('vue', {
    'index.html': page('<script type="module" src="/main.js"></script>'),
    'vite.config.js': `import vue from '@vitejs/plugin-vue';\nexport default { plugins: [vue()] };`,
    'firebase.js': FIREBASE,
    'main.js': `import { createApp } from 'vue';\nimport App from './App.vue';\ncreateApp(App).mount('#app');`,
    'App.vue': await documentedFile('vue.md', 'vue'),
  });
  await runInstalled(folder, 'vite', 'build', '--logLevel', 'warn');
  return join(folder, 'dist');
}

export async function buildSvelte(): Promise<string> {
  const folder = await writeApp('svelte', {
    'index.html': page('<script type="module" src="/main.js"></script>'),
    'vite.config.js': `import { svelte } from '@sveltejs/vite-plugin-svelte';\nexport default { plugins: [svelte()] };`,
    'firebase.js': FIREBASE,
    'main.js': `import { mount } from 'svelte';\nimport App from './App.svelte';\nmount(App, { target: document.getElementById('app') });`,
    'App.svelte': await documentedFile('svelte.md', 'svelte'),
  });
  await runInstalled(folder, 'vite', 'build', '--logLevel', 'warn');
  return join(folder, 'dist');
}

/** With the application builder of `ng build`, which the command `architect` starts without the rest of Angular's CLI. */
export async function buildAngular(): Promise<string> {
  const folder = await writeApp('angular', {
    'angular.json': JSON.stringify(ANGULAR_WORKSPACE),
    'tsconfig.json': JSON.stringify(ANGULAR_TYPESCRIPT),
    'src/index.html': page(''),
    'src/firebase.js': FIREBASE,
    'src/firebase.d.ts': `export declare const app: import('firebase/app').FirebaseApp;`,
    'src/main.ts': `import { provideZonelessChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app';
void bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });`,
    'src/app.ts': await documentedFile('angular.md', 'typescript'),
  });
  await runInstalled(folder, 'architect', 'app:build');
  return join(folder, 'dist', 'browser');
}

const ANGULAR_WORKSPACE = {
  version: 1,
  cli: { analytics: false, cache: { enabled: false } },
  projects: {
    app: {
      projectType: 'application',
      root: '',
      sourceRoot: 'src',
      architect: {
        build: {
          builder: '@angular/build:application',
          options: { outputPath: 'dist', index: 'src/index.html', browser: 'src/main.ts', tsConfig: 'tsconfig.json' },
        },
      },
    },
  },
};

const ANGULAR_TYPESCRIPT = {
  compilerOptions: {
    strict: true,
    target: 'es2022',
    module: 'preserve',
    lib: ['es2022', 'dom'],
    types: [],
    skipLibCheck: true,
    experimentalDecorators: true,
  },
  files: ['src/main.ts'],
};

/** Below this folder, so that the frameworks of its `node_modules` are found, and Firebase and this package above it. */
export async function writeApp(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(here, 'dist', name);
  await rm(folder, { recursive: true, force: true });
  for (const [file, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  return folder;
}
