import { onAuthStateChanged, signInAnonymously, signOut, type User } from 'firebase/auth';
import {
  type ConnectionState,
  getPresence,
  onConnectionStateChanged,
  pausePresence,
  resumePresence,
} from 'firebase-presence';
import { Chat } from './chat.ts';
import { offerChoices } from './choices.ts';
import { element } from './element.ts';
import { connectToFirebase } from './firebase.ts';
import { keepMomentsFresh } from './last-seen.ts';
import { nameOf, saveName } from './names.ts';
import { onPeopleChanged, type People } from './people.ts';
import { showPeople } from './show-people.ts';

const { app, auth, firestore } = connectToFirebase();
// An app needs only this line: the signed-in user is online while this page is connected.
const presence = getPresence(app, { idleAfterMs: 60_000 });

const form = element('#sign-in', HTMLFormElement);
const nameField = element('#name', HTMLInputElement);
const myName = element('#my-name', HTMLElement);
const comeAndGo = element('#come-and-go', HTMLButtonElement);
const problem = element('#problem', HTMLElement);

let connection: ConnectionState = 'signed-out';
let stopWatching = (): void => undefined;
/** Resolves when the name of a new user is stored. Others see the user only after that, and the user sees others only after that. */
let named: Promise<void> = Promise.resolve();
const chat = new Chat(presence, showProblem);

onConnectionStateChanged(presence, showConnection, showProblem);
onAuthStateChanged(auth, follow);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(signIn);
});
comeAndGo.addEventListener('click', () =>
  attempt(connection === 'paused' ? async () => resumePresence(presence) : () => pausePresence(presence)),
);
element('#sign-out', HTMLButtonElement).addEventListener('click', () => attempt(() => signOut(auth)));
offerChoices(presence, attempt);
keepMomentsFresh();

async function signIn(): Promise<void> {
  named = signInAnonymously(auth).then(async ({ user }) => {
    // The user stays offline until the name is stored.
    await pausePresence(presence);
    await saveName(firestore, user.uid, nameField.value.trim());
    resumePresence(presence);
  });
  await named;
  myName.focus();
}

/** Only a signed-in user can watch others, so the listeners start and stop with the user. */
function follow(user: User | null): void {
  stopWatching();
  stopWatching = () => undefined;
  chat.closes();
  myName.textContent = 'You';
  form.hidden = user !== null;
  element('#me', HTMLElement).hidden = user === null;
  element('#chat', HTMLElement).hidden = user === null;
  element('#people', HTMLElement).hidden = user === null;
  if (user === null) nameField.focus();
  else attempt(() => enterChat(user));
}

/** In a reloaded window, and in another tab of the same user, the name is stored already. */
async function enterChat({ uid }: User): Promise<void> {
  await named;
  const name = await nameOf(firestore, uid);
  if (auth.currentUser?.uid !== uid) return;
  stopWatching = onPeopleChanged({ presence, firestore }, (people) => show(people, uid), showProblem);
  if (name !== null) chat.opens(name);
}

function show(people: People, myUid: string): void {
  showPeople(people, myUid);
  const me = [...people.online, ...people.offline].find(({ uid }) => uid === myUid);
  if (me) myName.textContent = me.name;
}

function showConnection(state: ConnectionState): void {
  connection = state;
  const words: Record<ConnectionState, string> = {
    'signed-out': '',
    connecting: 'Connecting…',
    connected: 'Connected',
    disconnected: 'No connection. The page connects again by itself.',
    paused: 'Offline by choice',
  };
  const line = element('#connection', HTMLElement);
  line.textContent = words[state];
  line.dataset.state = state;
  comeAndGo.textContent = state === 'paused' ? 'Go online' : 'Go offline';
  if (state === 'connected') problem.hidden = true;
}

function attempt(action: () => Promise<void>): void {
  problem.hidden = true;
  action().catch(showProblem);
}

function showProblem(error: Error): void {
  problem.textContent = error.message;
  problem.hidden = false;
}
