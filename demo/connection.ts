import {
  type ConnectionState,
  onConnectionStateChanged,
  type Presence,
  pausePresence,
  resumePresence,
} from 'firebase-presence';
import { element } from './element.ts';

const WORDS: Record<ConnectionState, string> = {
  'signed-out': '',
  connecting: 'Connecting…',
  connected: 'Connected',
  disconnected: 'No connection. The page connects again by itself.',
  paused: 'Offline by choice',
};

interface Page {
  attempt: (action: () => Promise<void>) => void;
  showProblem: (error: Error) => void;
  hideProblem: () => void;
}

/** Shows this page's own connection, and lets the user go offline and online. */
export function showConnection(presence: Presence, { attempt, showProblem, hideProblem }: Page): void {
  const line = element('#connection', HTMLElement);
  const comeAndGo = element('#come-and-go', HTMLButtonElement);

  onConnectionStateChanged(
    presence,
    (state) => {
      line.textContent = WORDS[state];
      line.dataset.state = state;
      comeAndGo.textContent = state === 'paused' ? 'Go online' : 'Go offline';
      if (state === 'connected') hideProblem();
    },
    showProblem,
  );
  comeAndGo.addEventListener('click', () =>
    attempt(line.dataset.state === 'paused' ? async () => resumePresence(presence) : () => pausePresence(presence)),
  );
}
