/** A number of the bill that bench/cost does not count. */
export interface Assumption {
  readonly value: number;
  readonly what: string;
  readonly from: 'documented' | 'derived' | 'assumed';
}

/** All of them are here, and in a table of docs/6-scaling.md. */
export const ASSUMPTIONS = {
  handshakeBytes: {
    value: 3500,
    what: 'bytes of the encryption of a new connection to the Realtime Database, by its page about billing',
    from: 'documented',
  },
  framingBytes: {
    value: 24,
    what: 'bytes that WebSocket and TLS add to a message: "tens of bytes" by the same page; 2 and 22 by the protocols',
    from: 'derived',
  },
  upgradeBytes: { value: 200, what: 'bytes of the HTTP answer that opens a WebSocket', from: 'assumed' },
  greetingBytes: { value: 400, what: 'bytes of the greeting and the login of the Admin SDK', from: 'assumed' },
  tokenBytes: {
    value: 150,
    what: 'bytes of a real ID token that the token of the emulator lacks: address, name, provider',
    from: 'assumed',
  },
  statusBytes: {
    value: 149,
    what: 'bytes of a message with a status of `/presence/public`, for a uid of 28 characters',
    from: 'derived',
  },
  listenBytes: { value: 44, what: 'bytes of the answer to a listener of the Realtime Database', from: 'derived' },
  targetsBytes: {
    value: 67,
    what: 'bytes of a message with `/presence/targets`, to which each client listens that watches in the Realtime Database',
    from: 'derived',
  },
  furtherConnectionBytes: {
    value: 770,
    what: 'bytes of the greeting and the login of a client in a further instance, in which contacts are',
    from: 'derived',
  },
  listEntryBytes: { value: 97, what: 'bytes of a user in a list of who is online, of the same kind', from: 'derived' },
  restReadBytes: { value: 450, what: 'bytes of an answer over REST with a status, with its headers', from: 'assumed' },
  restWriteBytes: { value: 330, what: 'bytes of an answer over REST to a write: only headers', from: 'assumed' },
  restIdleSeconds: {
    value: 4,
    what: 'seconds until the fetch of Node closes a connection without a request. A later request opens a new one',
    from: 'documented',
  },
  tickReads: {
    value: 1,
    what: 'statuses that a tick reads for each loss. The bench has one worker for ticks and events, with known versions; deployed functions have no common worker',
    from: 'derived',
  },
  pageBytes: {
    value: 134,
    what: 'bytes of a tick that settles users, for all of them together: the page of marks, and the two answers for its note',
    from: 'derived',
  },
  pageMessages: { value: 3, what: 'messages of the same', from: 'derived' },
  pageWrites: { value: 2, what: 'writes of the same: the note and its removal', from: 'derived' },
  documentBytes: { value: 400, what: 'bytes of a status document on its way to a client', from: 'assumed' },
  storedNodeBytes: { value: 300, what: 'bytes of a user in the Realtime Database', from: 'assumed' },
  storedDocumentBytes: { value: 400, what: 'bytes of a status document with its indexes', from: 'assumed' },
  eventWaitSeconds: {
    value: 0.055,
    what: 'seconds that the run of an event waits for databases and tasks',
    from: 'assumed',
  },
  eventProcessorSeconds: { value: 0.005, what: 'vCPU-seconds of the run of an event', from: 'assumed' },
  tickWaitSeconds: { value: 0.2, what: 'seconds that a tick waits for databases and tasks', from: 'assumed' },
  tickProcessorSeconds: { value: 0.01, what: 'vCPU-seconds of a tick without users', from: 'assumed' },
  settleProcessorSeconds: {
    value: 0.002,
    what: 'vCPU-seconds for each user of a tick. The bench settles 1,000 users in 1.3 s, with all events and both ends of the database in one process',
    from: 'derived',
  },
  startSeconds: { value: 3, what: 'seconds that a cold start is billed', from: 'assumed' },
  instanceHours: { value: 1, what: 'hours until an instance of a function is replaced by a new one', from: 'assumed' },
  utilization: { value: 0.6, what: 'share of the processor at which Cloud Run adds an instance', from: 'documented' },
  requestLogBytes: { value: 1300, what: "bytes of Cloud Run's log of a request", from: 'assumed' },
  lineBytes: { value: 700, what: 'bytes of a line of the functions in the log', from: 'assumed' },
  repairNodeBytes: { value: 120, what: 'bytes that the daily repair reads for each user', from: 'derived' },
  repairOnlineBytes: { value: 800, what: 'further bytes that it reads for each online user', from: 'derived' },
  repairReads: { value: 3, what: 'documents that it reads for each online user', from: 'derived' },
} as const satisfies Record<string, Assumption>;

export function assumed(name: keyof typeof ASSUMPTIONS): number {
  return ASSUMPTIONS[name].value;
}
