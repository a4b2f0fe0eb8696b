/** A file of the project that a command cannot read or change. The message names the file and the line. */
export class FileProblem extends Error {
  readonly file: string;
  /** From 1; null if the file as a whole is meant. */
  readonly line: number | null;
  readonly what: string;
  readonly fix: string;

  constructor(file: string, line: number | null, what: string, fix: string) {
    super(`${line === null ? file : `${file}:${line}`}: ${what}`);
    this.file = file;
    this.line = line;
    this.what = what;
    this.fix = fix;
  }
}
