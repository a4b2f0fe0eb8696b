import { getPresence } from 'firebase-presence';
import { AvatarStack, PresenceProvider, TypingIndicator, UserPresence } from 'firebase-presence/react';
import { testWorld } from 'firebase-presence/testing';
import { createRoot } from 'react-dom/client';

// The components of firebase-presence/react with users of each kind. components-page.ts builds it with presence in memory.

const NAMES = ['alice', 'bob', 'carol', 'dave', 'erin'] as const;

const world = testWorld();
world.signIn('me');
const [alice, bob, carol] = NAMES.map((uid) => world.user(uid));
alice?.goOnline();
alice?.setCustomStatus({ text: 'Deep work', emoji: '🎧' });
bob?.goOnline();
bob?.setAvailability('busy');
carol?.goOnline();
carol?.setIdle(true);
alice?.joinRoom('lobby');
alice?.notifyTyping('lobby');

const root = document.createElement('main');
document.body.append(root);
createRoot(root).render(
  <PresenceProvider presence={getPresence()}>
    <h1>Team</h1>
    <ul>
      {NAMES.map((uid) => (
        <li key={uid}>
          {uid} <UserPresence uid={uid} /> <UserPresence uid={uid} compact />
        </li>
      ))}
    </ul>
    <AvatarStack people={NAMES.map((uid) => ({ uid, name: uid }))} max={4} />
    <TypingIndicator roomId="lobby" nameOf={(uid) => uid} />
  </PresenceProvider>,
);
