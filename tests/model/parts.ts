import { BEGINNINGS } from './beginnings.ts';
import type { Circumstances } from './circumstances.ts';
import { Clock } from './clock.ts';
import { Deliveries } from './deliveries.ts';
import { ModelDocument } from './document.ts';
import { ModelMarks } from './marks.ts';
import { ModelNotes } from './notes.ts';
import { Processes } from './processes.ts';
import { UserNode } from './user-node.ts';
import { Watch } from './watch.ts';

/** What a world consists of. */
export interface Parts {
  readonly clock: Clock;
  readonly node: UserNode;
  readonly document: ModelDocument;
  /** The public status in the Realtime Database. The owner's client never writes it. */
  readonly publicStatus: ModelDocument;
  readonly marks: ModelMarks;
  readonly notes: ModelNotes;
  readonly deliveries: Deliveries;
  readonly processes: Processes;
  readonly watch: Watch;
}

export function partsOf({ begins = 'new', graceMs, pace }: Circumstances): Parts {
  const { nodes, document, mark = null, tasks = [] } = BEGINNINGS[begins];
  return {
    clock: new Clock(pace),
    node: new UserNode(nodes),
    document: new ModelDocument(document),
    publicStatus: new ModelDocument(document),
    marks: new ModelMarks(mark),
    notes: new ModelNotes(),
    deliveries: new Deliveries(tasks),
    processes: new Processes(),
    watch: new Watch(graceMs),
  };
}
