/**
 * What a page can know of the function. It cannot see the function run. It sees a change of the user's nodes, which starts the function, and
 * then a change of the status document on the server.
 */
export class FunctionOutcome {
  readonly #nodes = new Map<string, string>();
  #nodesChangedAt: number | null = null;
  #document: Document | null = null;
  #words = 'No change since this page opened.';

  get words(): string {
    return this.#words;
  }

  /** @param at in milliseconds, by the clock of this page */
  nodeArrives(name: string, data: unknown, at: number): void {
    const before = this.#nodes.get(name);
    const now = JSON.stringify(data);
    this.#nodes.set(name, now);
    if (before === undefined || before === now) return;
    this.#nodesChangedAt = at;
    this.#words = 'Your data has changed. The document has not changed since.';
  }

  /** Takes only what is on the server: the cache also has what this page itself wrote. */
  documentArrives(data: Record<string, unknown> | null, at: number): void {
    const before = this.#document;
    const now = { isOnline: data?.state === 'online', json: JSON.stringify(data) };
    this.#document = now;
    if (before === null || before.json === now.json) return;
    const when = this.#nodesChangedAt === null ? '' : ` ${at - this.#nodesChangedAt} ms after your data`;
    this.#words = `The document changed${when}. ${writerOf(before, now)}`;
    this.#nodesChangedAt = null;
  }
}

interface Document {
  isOnline: boolean;
  json: string;
}

/** The rules let a client write only the step from offline to online. */
function writerOf(before: Document, now: Document): string {
  return !before.isOnline && now.isOnline
    ? 'The function wrote it, or this page: a client may write online too.'
    : 'Only the function may write this.';
}
