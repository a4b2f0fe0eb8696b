import { type App, type AppOptions, databaseUrlOf, functionsFolder } from '../project/app.ts';
import { type Backend, EMULATOR_TOKEN, emulatorHosts } from './backend.ts';
import { setAdminFolders } from './load-admin.ts';
import { accessToken, TOKEN_SOURCES } from './token.ts';

export interface ConnectOptions extends AppOptions {
  databaseUrl?: string | undefined;
}

/** There is no way to reach the project. The message says why, and what to set. */
export class NotConnected extends Error {}

/** Finds how to reach the project of an app. @throws NotConnected */
export async function connect(app: App, { databaseUrl }: ConnectOptions): Promise<Backend> {
  const { projectId, firestoreDatabase, project } = app;
  if (projectId === null) throw new NotConnected('no Firebase project is named. Add --project <id>.');
  const emulators = emulatorHosts(process.env);
  setAdminFolders(project.folder, functionsFolder(app) ?? project.folder);
  const token = emulators.database && emulators.firestore ? EMULATOR_TOKEN : await accessToken();
  if (token === null) throw new NotConnected(`there are no credentials. ${TOKEN_SOURCES}`);
  const url = databaseUrl ?? databaseUrlOf(app) ?? `https://${projectId}-default-rtdb.firebaseio.com`;
  return { projectId, databaseUrl: url, firestoreDatabase, token, emulators };
}
