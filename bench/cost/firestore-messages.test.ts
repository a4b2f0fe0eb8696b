import { expect, test } from 'vitest';
import { GrpcMessages, operationsIn } from './firestore-messages.ts';

function framed(...messages: string[]): Buffer {
  const frames = messages.map((text) => {
    const head = Buffer.alloc(5);
    head.writeUInt32BE(text.length, 1);
    return Buffer.concat([head, Buffer.from(text)]);
  });
  return Buffer.concat(frames);
}

test('messages are found wherever the stream is cut', () => {
  const stream = framed('one', '', 'three');
  for (let cut = 0; cut <= stream.length; cut++) {
    const found: string[] = [];
    const messages = new GrpcMessages((message) => found.push(message.toString()));
    messages.read(stream.subarray(0, cut));
    messages.read(stream.subarray(cut));
    expect(found).toEqual(['one', '', 'three']);
  }
});

test('a commit counts the documents that it wrote', () => {
  // CommitResponse: two write_results (field 1), both empty.
  expect(operationsIn('Commit', Buffer.from([0x0a, 0, 0x0a, 0]))).toEqual({ writes: 2, reads: 0 });
});

test('a missing document counts as a read', () => {
  // BatchGetDocumentsResponse: missing (field 2) "x".
  expect(operationsIn('BatchGetDocuments', Buffer.from([0x12, 1, 0x78]))).toEqual({ writes: 0, reads: 1 });
});

test('the begin of a transaction counts as neither', () => {
  expect(operationsIn('BeginTransaction', Buffer.from([0x0a, 1, 0x78]))).toEqual({ writes: 0, reads: 0 });
});

test('two messages that are mixed into one another give null', () => {
  expect(operationsIn('Listen', Buffer.from('000000001d121b220b0a09', 'hex'))).toBeNull();
});
