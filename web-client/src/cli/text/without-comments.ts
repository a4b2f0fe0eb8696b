/*
 * Removes the comments of an app's sources. It knows as much of the languages as that needs: strings, template literals and regular
 * expressions can contain what looks like a comment.
 */

/** The text with spaces in the place of its comments, so that all offsets stay. The name of the file tells the language. */
export function withoutComments(path: string, text: string): string {
  if (/(?:^|\/)\.env(?:\.[^/]*)?$/.test(path))
    return text.replaceAll(ENV, (part) => (part.startsWith('#') ? blank(part) : part));
  if (/\.(?:html|vue|svelte)$/.test(path)) return text.replaceAll(MARKUP, withoutCommentsInMarkup);
  return withoutCommentsInScript(text);
}

/** A value in quotes can contain a #. */
const ENV = /"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|`[^`]*`|#[^\n]*/g;

/** A comment, or an element whose content is not markup. */
const MARKUP = /<!--[\s\S]*?(?:-->|$)|(<(script|style)\b[^>]*>)([\s\S]*?)(?=<\/\2\b|$)/gi;

function withoutCommentsInMarkup(part: string, open?: string, _name?: string, content: string = ''): string {
  return open === undefined ? blank(part) : open + withoutCommentsInScript(content);
}

/** The next token of a script. A regular expression is one only at some places, otherwise its slash divides. */
const TOKEN = new RegExp(
  [
    /\/\/[^\n]*/,
    /\/\*[\s\S]*?(?:\*\/|$)/,
    /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\//,
    /'(?:[^'\\\n]|\\[\s\S])*'/,
    /"(?:[^"\\\n]|\\[\s\S])*"/,
    /[\w$]+/,
    /\s+/,
    /=>|\+\+|--/,
    /[\s\S]/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'y',
);

/** A template literal up to its end, or up to an expression inside of it. */
const TEMPLATE = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{|$)/y;

/** Behind these, a slash begins a regular expression. Not behind `<`, `>` and `}`: there it belongs to a tag in most cases. */
const BEFORE_EXPRESSION =
  /^(?:=>|[-(,=:[!&|?;{+*%~^]|return|typeof|case|in|of|delete|void|throw|new|do|else|yield|await|instanceof)?$/;

function withoutCommentsInScript(text: string): string {
  return new Script(text).withoutComments();
}

class Script {
  readonly #text: string;
  readonly #parts: string[] = [];
  #at = 0;
  /** The last token that is no comment. */
  #before = '';
  /** The template literals around this place: how many braces are open in the expression inside of each. */
  readonly #templates: number[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  withoutComments(): string {
    while (this.#at < this.#text.length) {
      const token = this.#takeToken();
      const isComment = /^\/[/*]/.test(token);
      this.#parts.push(isComment ? blank(token) : token);
      if (isComment || /^\s/.test(token)) continue;
      this.#before = token;
      if (token === '`' || this.#endsExpression(token)) this.#takeTemplate();
    }
    return this.#parts.join('');
  }

  #takeToken(): string {
    const token = this.#take(TOKEN);
    if (!/^\/[^/*]/.test(token) || BEFORE_EXPRESSION.test(this.#before)) return token;
    this.#at -= token.length - 1;
    return '/';
  }

  /** Counts braces. @returns true if the token is the brace behind which a template literal continues */
  #endsExpression(token: string): boolean {
    const open = this.#templates.at(-1);
    if (open === undefined || (token !== '{' && token !== '}')) return false;
    this.#templates.pop();
    if (token === '}' && open === 0) return true;
    this.#templates.push(token === '{' ? open + 1 : open - 1);
    return false;
  }

  #takeTemplate(): void {
    const part = this.#take(TEMPLATE);
    this.#parts.push(part);
    this.#before = part.endsWith('${') ? '{' : '`';
    if (part.endsWith('${')) this.#templates.push(0);
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const token = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += token.length;
    return token;
  }
}

function blank(comment: string): string {
  return comment.replaceAll(/[^\r\n]/g, ' ');
}
