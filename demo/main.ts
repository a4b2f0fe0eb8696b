import { onAuthStateChanged, signOut, type User } from 'firebase/auth';
import { getPresence } from 'firebase-presence';
import { Chat } from './chat.ts';
import { offerChoices } from './choices.ts';
import { showConnection } from './connection.ts';
import { element } from './element.ts';
import { connectToFirebase } from './firebase.ts';
import { keepMomentsFresh } from './last-seen.ts';
import { nameOf } from './names.ts';
import { onPeopleChanged } from './people.ts';
import { showPeople } from './show-people.ts';
import { SignIn } from './sign-in.ts';
import { showUnderTheHood } from './under-the-hood/index.ts';

const { app, auth, firestore } = connectToFirebase();
// An app needs only this line: the signed-in user is online while this page is connected.
const presence = getPresence(app, { idleAfterMs: 60_000 });

const problem = element('#problem', HTMLElement);
const signIn = new SignIn({ auth, firestore, presence }, showProblem);
const chat = new Chat(presence, showProblem);
/** Remove the listeners of the signed-in user. */
let stops: (() => void)[] = [];

onAuthStateChanged(auth, follow);
element('#sign-in', HTMLFormElement).addEventListener('submit', hideProblem);
showConnection(presence, { attempt, showProblem, hideProblem });
element('#sign-out', HTMLButtonElement).addEventListener('click', () => attempt(() => signOut(auth)));
offerChoices(presence, attempt);
keepMomentsFresh();

/** Only a signed-in user can watch others, so the listeners start and stop with the user. */
function follow(user: User | null): void {
  for (const stop of stops) stop();
  stops = [];
  chat.closes();
  if (user === null) {
    element('#signed-in', HTMLElement).hidden = true;
    signIn.shows();
    return;
  }
  stops.push(showUnderTheHood({ app, firestore, presence }, user.uid, showProblem));
  // A failed sign-in shows its own error. In a reloaded window, and in another tab of the same user, the sign-in is done already.
  signIn.done.then(() => attempt(() => enter(user))).catch(() => undefined);
}

async function enter({ uid }: User): Promise<void> {
  if (auth.currentUser?.uid !== uid) return;
  const isNew = signIn.hides();
  element('#my-name', HTMLElement).textContent = 'You';
  element('#signed-in', HTMLElement).hidden = false;
  if (isNew) element('#online-title', HTMLElement).focus();
  const name = await nameOf(firestore, uid);
  if (auth.currentUser?.uid !== uid) return;
  stops.push(onPeopleChanged({ presence, firestore }, (people) => showPeople(people, uid), showProblem));
  if (name === null) return;
  element('#my-name', HTMLElement).textContent = name;
  chat.opens(name);
}

function attempt(action: () => Promise<void>): void {
  hideProblem();
  action().catch(showProblem);
}

function showProblem(error: Error): void {
  problem.textContent = error.message;
  problem.hidden = false;
}

function hideProblem(): void {
  problem.hidden = true;
}
