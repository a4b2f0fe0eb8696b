import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SegmentReader } from './segments.ts';

/** The segments as the SDK sends them: web-safe base64 padded with dots, in pieces. */
function segmentsOf(message: string, size: number): string[] {
  const base64 = Buffer.from(message, 'utf8').toString('base64');
  const encoded = base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '.');
  return encoded.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
}

function numbered(messages: readonly string[], size: number): URLSearchParams[] {
  const requests: URLSearchParams[] = [];
  for (const segments of messages.map((message) => segmentsOf(message, size))) {
    for (const d0 of segments) {
      requests.push(new URLSearchParams({ seg0: String(requests.length), ts0: String(segments.length), d0 }));
    }
  }
  return requests;
}

test('messages are complete and in order, in any order of their segments', () => {
  const messages = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), {
    minLength: 1,
    maxLength: 5,
  });
  const cases = messages.chain((all) => {
    const requests = numbered(all, 7);
    return fc.record({
      all: fc.constant(all),
      requests: fc.shuffledSubarray(requests, { minLength: requests.length, maxLength: requests.length }),
    });
  });
  fc.assert(
    fc.property(cases, ({ all, requests }) => {
      const reader = new SegmentReader();
      expect(requests.flatMap((params) => reader.read(params))).toEqual(all);
    }),
  );
});

test('one request can carry several segments', () => {
  const [first, second] = segmentsOf('{"a":1}', 6);
  const params = new URLSearchParams({ seg0: '0', ts0: '2', d0: first ?? '', seg1: '1', ts1: '2', d1: second ?? '' });
  expect(new SegmentReader().read(params)).toEqual(['{"a":1}']);
});
