import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import protobuf from 'protobufjs';

/** The name of a method of Firestore's API, such as `Commit`. */
export type Rpc = string;

export interface Operations {
  readonly writes: number;
  readonly reads: number;
}

/** What Firestore did, by one message of its answer to a call; null if it is no message. */
export function operationsIn(rpc: Rpc, message: Buffer): Operations | null {
  const type = ANSWERS.get(rpc);
  if (!type) return NOTHING;
  try {
    const answer = type.decode(message).toJSON();
    const isRead = READ_FIELDS.some((field) => answer[field] !== undefined);
    return { writes: answer.writeResults?.length ?? 0, reads: isRead ? 1 : 0 };
  } catch {
    return null;
  }
}

const NOTHING: Operations = { writes: 0, reads: 0 };

/** A document that is not there is read, and paid for, like one that is. */
const READ_FIELDS = ['found', 'missing', 'document', 'documentChange'];

// Those of the Firestore SDK behind firebase-admin, which is not a dependency of its own here.
const admin = createRequire(import.meta.resolve('firebase-admin'));
const DESCRIPTION = admin.resolve('@google-cloud/firestore/build/protos/v1.json');
const root = protobuf.Root.fromJSON(JSON.parse(readFileSync(DESCRIPTION, 'utf8')));

const ANSWERS: ReadonlyMap<Rpc, protobuf.Type> = new Map(
  ['Commit', 'Write', 'BatchGetDocuments', 'RunQuery', 'Listen'].map((rpc) => [
    rpc,
    root.lookupType(`google.firestore.v1.${rpc}Response`),
  ]),
);

/** Takes a stream of gRPC apart: each message has a byte that says whether it is compressed, and its length, in front of it. */
export class GrpcMessages {
  readonly #next: (message: Buffer) => void;
  #unread: Buffer = Buffer.alloc(0);

  constructor(next: (message: Buffer) => void) {
    this.#next = next;
  }

  read(chunk: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, chunk]);
    while (this.#unread.length >= HEAD_BYTES) {
      const end = HEAD_BYTES + this.#unread.readUInt32BE(1);
      if (this.#unread.length < end) return;
      this.#next(this.#unread.subarray(HEAD_BYTES, end));
      this.#unread = this.#unread.subarray(end);
    }
  }
}

const HEAD_BYTES = 5;
