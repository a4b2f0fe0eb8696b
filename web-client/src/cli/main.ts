#!/usr/bin/env node
/*
 * The command firebase-presence, for the project of an app:
 *
 *   commands.ts    the commands and their options
 *   init/          merges presence into the project
 *   doctor/        finds what cannot work in the project
 *   explain/       says why a user is shown as they are
 *   online/        reads the databases of the project, in the cloud or in the emulators
 *   project/       reads the files of an app
 *   repair/        repairs the databases, with the code of the functions
 *   rules/         compares the app's rules and indexes with ours
 *   text/          changes JSON and rules, and keeps the rest of the text
 *
 * Everything is bundled: the package has no dependencies.
 */
import { peerDependencies, version } from '../../package.json';
import { run } from './commands.ts';
import { processTerminal } from './terminal.ts';

process.exitCode = await run(
  process.argv.slice(2),
  { version, firebase: peerDependencies.firebase },
  processTerminal(),
);
