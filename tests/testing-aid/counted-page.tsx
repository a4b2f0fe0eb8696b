import { PresenceProvider, useOnlineUsers } from 'firebase-presence/react';
import { getPresence } from 'firebase-presence/testing';
import { type ReactNode, Suspense, use } from 'react';

/** What the reader's server component passes on to the client. */
export function Page({ count }: { count: Promise<number> }): ReactNode {
  return (
    <PresenceProvider presence={getPresence()}>
      <main>
        <Suspense fallback={<p>…</p>}>
          <Online count={count} />
        </Suspense>
      </main>
    </PresenceProvider>
  );
}

function Online({ count }: { count: Promise<number> }): ReactNode {
  return <OnlineCount before={use(count)} />;
}

function OnlineCount({ before }: { before: number }): ReactNode {
  const { users, fromCache } = useOnlineUsers();
  return <p>{`${fromCache ? before : users.length} online`}</p>;
}
