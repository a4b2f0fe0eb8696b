import type { ShownUser, Status } from '../../contract/index.ts';
import type { DueMark } from '../../functions/src/due.ts';
import type { Watch } from './watch.ts';

/** What became of a world. */
export interface End {
  /** What others have to see, by the nodes. */
  user: ShownUser;
  /** True if the node holds a time. */
  hasTime: boolean;
  lastStamp: number;
  /** How far ahead a time in the document can be. A worker's clock gives the time of a node that holds none. */
  aheadMs: number;
  /** When the last connection was lost; null if there is a connection, or if the user left. */
  lostAt: number | null;
  document: Status | null;
  mark: DueMark | null;
  /** How many notes of ticks there are. */
  notes: number;
  watch: Watch;
  history: (Status | null)[];
  /** The same of the public status; null if the functions do not write it. */
  publicStatus: Pick<End, 'document' | 'history'> | null;
}
