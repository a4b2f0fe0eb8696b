import { element } from '../element.ts';
import { showMoment } from '../last-seen.ts';
import { changedLines, type Line } from './changed-lines.ts';

/** A part of the panel: a text, and when this page saw it change. Marks the lines that have changed. */
export class Part {
  readonly #text: HTMLElement;
  readonly #moment: HTMLElement;
  #shown: string | null = null;

  constructor(selector: string) {
    const part = element(selector, HTMLElement);
    this.#text = element('.text', HTMLElement, part);
    this.#moment = element('.moment', HTMLElement, part);
    this.#text.replaceChildren();
    this.#moment.replaceChildren();
  }

  showsJson(data: unknown): void {
    this.shows(JSON.stringify(data, null, 1));
  }

  shows(text: string): void {
    if (text === this.#shown) return;
    const verb = this.#shown === null ? 'read' : 'changed';
    this.#text.replaceChildren(...changedLines(this.#shown ?? text, text).map(lineOf));
    this.#moment.replaceChildren(...momentOf(verb, new Date()));
    this.#shown = text;
  }
}

/** The data contains texts of users, so it goes into the page as text, never as HTML. */
function lineOf({ text, changed }: Line): DocumentFragment {
  const words = document.createElement(changed ? 'mark' : 'span');
  words.textContent = text.trimStart();
  const line = document.createDocumentFragment();
  line.append(' '.repeat(text.length - text.trimStart().length), words, '\n');
  return line;
}

function momentOf(verb: string, moment: Date): (string | HTMLElement)[] {
  const ago = document.createElement('time');
  showMoment(ago, moment);
  return [`${verb} ${moment.toLocaleTimeString('en-GB')}, `, ago];
}
