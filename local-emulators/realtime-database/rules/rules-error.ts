/** The rules cannot be accepted; the message goes to whoever uploads them. */
export class RulesError extends Error {
  constructor(message: string, line?: number) {
    super(line === undefined ? message : `${line}: ${message}`);
    this.name = 'RulesError';
  }
}
