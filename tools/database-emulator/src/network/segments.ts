/**
 * Joins the messages of a long-polling client. They are cut into numbered segments that fit into addresses. The segments can arrive in any
 * order, because two requests can run at the same time.
 */
export class SegmentReader {
  readonly #waiting = new Map<number, { readonly total: number; readonly data: string }>();
  #next = 0;

  /** Takes the segments of one request (`seg0`, `ts0`, `d0`, `seg1`, …) and returns the messages they complete. */
  read(params: URLSearchParams): string[] {
    for (let index = 0; params.has(`seg${index}`); index++) {
      this.#waiting.set(Number(params.get(`seg${index}`)), {
        total: Number(params.get(`ts${index}`)),
        data: params.get(`d${index}`) ?? '',
      });
    }
    return [...this.#completeMessages()];
  }

  *#completeMessages(): Generator<string> {
    for (let first = this.#waiting.get(this.#next); first !== undefined; first = this.#waiting.get(this.#next)) {
      const numbers = Array.from({ length: first.total }, (_, offset) => this.#next + offset);
      if (first.total < 1 || !numbers.every((number) => this.#waiting.has(number))) {
        return;
      }
      const encoded = numbers.map((number) => this.#waiting.get(number)?.data).join('');
      for (const number of numbers) {
        this.#waiting.delete(number);
      }
      this.#next += first.total;
      yield decodeSegment(encoded);
    }
  }
}

/** Web-safe base64, padded with dots. */
function decodeSegment(encoded: string): string {
  return Buffer.from(encoded.replaceAll('.', ''), 'base64url').toString('utf8');
}
