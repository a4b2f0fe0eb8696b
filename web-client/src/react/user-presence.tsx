import type { UserStatus } from 'firebase-presence';
import type { ReactNode } from 'react';
import { PresenceDot } from './presence-dot.tsx';
import { useLastSeen } from './use-last-seen.ts';
import { useStatus } from './use-status.ts';
import { ENGLISH, type PresenceWords } from './words.ts';

export interface UserPresenceProps {
  uid: string;
  /** Only the dot is seen; the words are there for those who do not see it. Default: false. */
  compact?: boolean;
  /** The words, in English unless you pass others. */
  words?: Partial<PresenceWords>;
  /** A BCP 47 tag for "5 minutes ago". Default: the browser's. */
  locale?: string;
}

/**
 * A dot and words: online, away, busy, or when the person was last seen. Its colours are the CSS variables `--presence-online`,
 * `--presence-away`, `--presence-busy` and `--presence-offline`; its shapes differ too, for those who do not see colours.
 *
 * @example
 * const alice = <UserPresence uid="alice" />;
 */
export function UserPresence({ uid, compact = false, words, locale }: UserPresenceProps): ReactNode {
  const status = useStatus(uid);
  const ago = useLastSeen(status.state === 'offline' ? status.lastChanged : null, locale);
  const text = textOf(status, ago, { ...ENGLISH, ...words });
  return (
    <span className="presence" data-state={status.availability ?? status.state} style={ROW}>
      <PresenceDot status={status} />
      <span style={compact ? HIDDEN : undefined}>{text}</span>
    </span>
  );
}

function textOf({ availability, customStatus }: UserStatus, ago: string | null, words: PresenceWords): string {
  const said = customStatus === null ? '' : ` · ${[customStatus.emoji, customStatus.text].filter(Boolean).join(' ')}`;
  if (availability !== null) return `${words[availability]}${said}`;
  return `${ago === null ? words.offline : words.lastSeen(ago)}${said}`;
}

const ROW = { display: 'inline-flex', alignItems: 'center', gap: '0.375em' } as const;

/** There for screen readers. */
const HIDDEN = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;
