import type { CSSProperties, ReactNode } from 'react';
import { PresenceDot } from './presence-dot.tsx';
import { useStatuses } from './use-statuses.ts';
import { ENGLISH, type PresenceWords } from './words.ts';

/** A user, as the stack shows one. */
export interface AvatarPerson {
  uid: string;
  name: string;
  /** The URL of a picture. Default: the avatar shows the first letter of the name. */
  picture?: string;
}

/** The props of {@link AvatarStack}. */
export interface AvatarStackProps {
  people: readonly AvatarPerson[];
  /** How many avatars are shown. A number counts the other users. Default: 4. */
  max?: number;
  /** The words that the component shows. Default: English. */
  words?: Partial<PresenceWords>;
}

/**
 * Shows overlapping avatars, each with the dot of its user. Screen readers read a list with names, and statuses in words. The CSS variable
 * `--presence-avatar-size` sets the size.
 *
 * @example
 * const team = <AvatarStack people={[{ uid: 'alice', name: 'Alice' }, { uid: 'bob', name: 'Bob' }]} max={3} />;
 */
export function AvatarStack({ people, max = 4, words }: AvatarStackProps): ReactNode {
  const shown = people.slice(0, max);
  const statuses = useStatuses(shown.map(({ uid }) => uid));
  const texts = { ...ENGLISH, ...words };
  const more = people.length - shown.length;
  return (
    <ul className="presence-avatars" style={STACK}>
      {shown.map(({ uid, name, picture }, index) => {
        const status = statuses[index];
        const label = `${name}: ${texts[status?.availability ?? 'offline']}`;
        return (
          <li key={uid} style={index === 0 ? ITEM : OVERLAPPING} title={label}>
            {picture === undefined ? (
              <span role="img" aria-label={label} style={AVATAR}>
                {[...name][0]?.toLocaleUpperCase()}
              </span>
            ) : (
              <img src={picture} alt={label} style={AVATAR} />
            )}
            <span style={CORNER}>{status && <PresenceDot status={status} />}</span>
          </li>
        );
      })}
      {more > 0 && (
        <li style={OVERLAPPING}>
          <span role="img" aria-label={texts.more(more)} style={AVATAR}>
            +{more}
          </span>
        </li>
      )}
    </ul>
  );
}

const SIZE = 'var(--presence-avatar-size, 2.25em)';
const STACK: CSSProperties = { display: 'inline-flex', isolation: 'isolate', margin: 0, padding: 0, listStyle: 'none' };
const ITEM: CSSProperties = { position: 'relative' };
const OVERLAPPING: CSSProperties = { ...ITEM, marginInlineStart: `calc(${SIZE} * -0.25)` };
const CORNER: CSSProperties = {
  position: 'absolute',
  // Above the next avatar, which overlaps this one.
  zIndex: 1,
  insetInlineEnd: 0,
  bottom: 0,
  display: 'flex',
  padding: 2,
  borderRadius: '50%',
  background: 'var(--presence-surface, Canvas)',
};
const AVATAR: CSSProperties = {
  display: 'grid',
  placeItems: 'center',
  boxSizing: 'border-box',
  width: SIZE,
  height: SIZE,
  objectFit: 'cover',
  border: '2px solid var(--presence-surface, Canvas)',
  borderRadius: '50%',
  color: 'var(--presence-avatar-text, light-dark(#1a1d26, #eceef4))',
  background: 'var(--presence-avatar, light-dark(#d9dce4, #313644))',
};
