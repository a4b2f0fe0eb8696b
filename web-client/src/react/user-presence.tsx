import type { UserStatus } from 'firebase-presence';
import type { ReactNode } from 'react';
import { PresenceDot } from './presence-dot.tsx';
import { useLastSeen } from './use-last-seen.ts';
import { useStatus } from './use-status.ts';
import { ENGLISH, type PresenceWords } from './words.ts';

/** The props of {@link UserPresence}. */
export interface UserPresenceProps {
  uid: string;
  /** Shows only the dot. Screen readers still read the words. Default: false. */
  compact?: boolean;
  /** The words that the component shows. Default: English. */
  words?: Partial<PresenceWords>;
  /** A BCP 47 tag for "5 minutes ago". Default: the browser's. */
  locale?: string;
}

/**
 * Shows a dot and words: online, away, busy, or when the user was last seen. The CSS variables `--presence-online`, `--presence-away`,
 * `--presence-busy` and `--presence-offline` set the colours. The shapes differ too, for readers who do not see colours.
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
  const custom = customStatus === null ? '' : ` · ${[customStatus.emoji, customStatus.text].filter(Boolean).join(' ')}`;
  if (availability !== null) return `${words[availability]}${custom}`;
  return `${ago === null ? words.offline : words.lastSeen(ago)}${custom}`;
}

const ROW = { display: 'inline-flex', alignItems: 'center', gap: '0.375em' } as const;

/** Hides the words from view. Screen readers still read them. */
const HIDDEN = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;
