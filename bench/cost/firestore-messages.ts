import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import protobuf from 'protobufjs';

/** The name of a method of Firestore's API, such as `Commit`. */
export type Rpc = string;

export interface Operations {
  readonly writes: number;
  readonly reads: number;
}

/** Counts what Firestore did, by one message of its answer to a call. Null if the data is no message. */
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

/** A missing document costs a read too. */
const READ_FIELDS = ['found', 'missing', 'document', 'documentChange'];

// The package of the Firestore SDK inside firebase-admin, because it is no dependency of this one.
const admin = createRequire(import.meta.resolve('firebase-admin'));
const DESCRIPTION = admin.resolve('@google-cloud/firestore/build/protos/v1.json');
const root = protobuf.Root.fromJSON(JSON.parse(readFileSync(DESCRIPTION, 'utf8')));

const ANSWERS: ReadonlyMap<Rpc, protobuf.Type> = new Map(
  ['Commit', 'Write', 'BatchGetDocuments', 'RunQuery', 'Listen'].map((rpc) => [
    rpc,
    root.lookupType(`google.firestore.v1.${rpc}Response`),
  ]),
);

/** Splits a stream of gRPC. In front of each message are a byte that shows whether it is compressed, and its length. */
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
