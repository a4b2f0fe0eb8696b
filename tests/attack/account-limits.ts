import {
  BUDGETS,
  ID_LENGTH,
  MAX_CONNECTIONS,
  MAX_CUSTOM_EMOJI,
  MAX_CUSTOM_TEXT,
  MAX_MEMBER_DATA,
  MAX_MEMBER_DATA_NOT_ASCII,
  MAX_ROOM_ID,
  MAX_ROOM_ID_NOT_ASCII,
  MAX_ROOMS_OF_CONNECTION,
} from '@firebase-presence/contract';
import { type Expression, parseRules, type RuleNode } from 'database-emulator/rules';
import { lengths, parts, patterns } from './expressions.ts';

/** The limits of the data of one account. Lengths are in UTF-16 code units. */
export interface AccountLimits {
  connections: number;
  roomsOfConnection: number;
  id: number;
  roomId: number[];
  memberData: number[];
  customText: number[];
  customEmoji: number[];
  changes: number[];
  typing: number[];
}

export const CONTRACT_LIMITS: AccountLimits = {
  connections: MAX_CONNECTIONS,
  roomsOfConnection: MAX_ROOMS_OF_CONNECTION,
  id: ID_LENGTH,
  roomId: [MAX_ROOM_ID_NOT_ASCII, MAX_ROOM_ID],
  memberData: [MAX_MEMBER_DATA_NOT_ASCII, MAX_MEMBER_DATA],
  customText: [MAX_CUSTOM_TEXT],
  customEmoji: [MAX_CUSTOM_EMOJI],
  changes: [BUDGETS.changes.limit],
  typing: [BUDGETS.typing.limit],
};

/** Reads the same limits from the text of the rules. */
export function limitsOfRules(rules: string): AccountLimits {
  const { root } = parseRules(rules);
  const at = (path: string, condition: 'validate' | 'write' = 'validate') => conditionAt(root, path, condition);
  return {
    connections: matching(at('presence/leases/$lease/id', 'write')),
    roomsOfConnection: matching(at('presence/leases/$lease/rooms/$slot')),
    id: lengths(at('status/$uid/connections/$connectionId'), '$connectionId').at(-1) ?? Number.POSITIVE_INFINITY,
    roomId: lengths(at('presence/leases/$lease/rooms/$slot/room'), 'newData'),
    memberData: lengths(at('presence/rooms/$roomId/$uid/$seat/data'), 'newData'),
    customText: lengths(at('presence/settings/$uid/custom/text'), 'newData'),
    customEmoji: lengths(at('presence/settings/$uid/custom/emoji'), 'newData'),
    changes: counts(at('presence/budget/$uid/changes', 'write')),
    typing: counts(at('presence/budget/$uid/typing', 'write')),
  };
}

function conditionAt(root: RuleNode, path: string, condition: 'validate' | 'write'): Expression | undefined {
  const node = path.split('/').reduce((above: RuleNode | undefined, key) => {
    return above?.wildcard?.name === key ? above.wildcard.node : above?.children.get(key);
  }, root);
  return node?.conditions.get(condition);
}

/** Counts the slots that match the pattern. The pattern may begin with the colon in the key of a lease. */
function matching(condition: Expression | undefined): number {
  const characters = Array.from({ length: 95 }, (_, index) => String.fromCharCode(index + 32));
  const two = characters.flatMap((first) => characters.map((second) => first + second));
  const ofLease = two.map((slot) => `:${slot}`);
  return [...characters, ...two, ...ofLease].filter((key) => patterns(condition).every((each) => each.test(key)))
    .length;
}

/** The upper limits of `newData.child('n').val()`. */
function counts(condition: Expression | undefined): number[] {
  return parts(condition).flatMap((part) =>
    part.kind === 'binary' &&
    part.operator === '<=' &&
    part.right.kind === 'literal' &&
    typeof part.right.value === 'number'
      ? [part.right.value]
      : [],
  );
}
