import { onAuthStateChanged, signInAnonymously, signOut, type User } from 'firebase/auth';
import { type ConnectionState, enter, getPresence, leave, onConnectionStateChanged } from 'firebase-presence';
import { element } from './element.ts';
import { connectToFirebase } from './firebase.ts';
import { keepMomentsFresh } from './last-seen.ts';
import { saveName } from './names.ts';
import { onPeopleChanged, type People } from './people.ts';
import { showPeople } from './show-people.ts';

const { app, auth, firestore } = connectToFirebase();
// This line is all it takes to be present: whoever signs in is online while this page is connected.
const presence = getPresence(app);

const form = element('#sign-in', HTMLFormElement);
const nameField = element('#name', HTMLInputElement);
const myName = element('#my-name', HTMLElement);
const comeAndGo = element('#come-and-go', HTMLButtonElement);
const problem = element('#problem', HTMLElement);

let connection: ConnectionState = 'signed-out';
let stopWatching = (): void => undefined;

onConnectionStateChanged(presence, showConnection, showProblem);
onAuthStateChanged(auth, follow);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(comeIn);
});
comeAndGo.addEventListener('click', () =>
  attempt(connection === 'left' ? async () => enter(presence) : () => leave(presence)),
);
element('#sign-out', HTMLButtonElement).addEventListener('click', () => attempt(() => signOut(auth)));
keepMomentsFresh();

async function comeIn(): Promise<void> {
  const { user } = await signInAnonymously(auth);
  await saveName(firestore, user.uid, nameField.value.trim());
  myName.focus();
}

/** The others may be watched by whoever is signed in, so the listeners come and go with the user. */
function follow(user: User | null): void {
  stopWatching();
  stopWatching = () => undefined;
  myName.textContent = 'You';
  form.hidden = user !== null;
  element('#me', HTMLElement).hidden = user === null;
  element('#people', HTMLElement).hidden = user === null;
  if (user === null) nameField.focus();
  else stopWatching = onPeopleChanged({ presence, firestore }, (people) => show(people, user.uid), showProblem);
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
    disconnected: 'No connection. It comes back by itself.',
    left: 'Offline by choice',
  };
  const line = element('#connection', HTMLElement);
  line.textContent = words[state];
  line.dataset.state = state;
  comeAndGo.textContent = state === 'left' ? 'Come back' : 'Go offline';
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
