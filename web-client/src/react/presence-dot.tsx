import type { UserStatus } from 'firebase-presence';
import type { CSSProperties, ReactNode } from 'react';

/** Not public: shows a disc for online, a half disc for away, a bar for busy, a ring for offline. */
export function PresenceDot({ status }: { status: UserStatus }): ReactNode {
  const kind = status.availability ?? 'offline';
  return <span aria-hidden="true" style={{ ...DOT, ...STYLES[kind] }} />;
}

const DOT: CSSProperties = {
  flex: 'none',
  boxSizing: 'border-box',
  width: 'var(--presence-dot-size, 0.625em)',
  height: 'var(--presence-dot-size, 0.625em)',
  borderRadius: '50%',
};

const STYLES: Record<'available' | 'away' | 'busy' | 'offline', CSSProperties> = {
  available: { background: 'var(--presence-online, light-dark(#12834f, #3ddc97))' },
  away: {
    border: '2px solid var(--presence-away, light-dark(#9a6700, #f0b84a))',
    background: 'linear-gradient(90deg, var(--presence-away, light-dark(#9a6700, #f0b84a)) 50%, transparent 50%)',
  },
  busy: {
    background:
      'linear-gradient(transparent 35%, var(--presence-mark, light-dark(#fff, #000)) 35% 65%, transparent 65%) center / 60% 100% no-repeat, var(--presence-busy, light-dark(#b3261e, #ff9a91))',
  },
  offline: { border: '2px solid var(--presence-offline, light-dark(#5a6172, #a1a9bb))' },
};
