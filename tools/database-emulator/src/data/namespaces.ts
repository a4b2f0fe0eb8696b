import { InvalidRequestError } from '../invalid-request.ts';
import { openRules, parseRules, type Ruleset } from '../rules/ruleset.ts';
import { type Change, Namespace } from './namespace.ts';

/** The database of a request without `ns`, as in the official emulator. */
const DEFAULT_NAMESPACE = 'fake-server';

/** All databases of the emulator. A database exists from the first request that names it. */
export class Namespaces {
  readonly #byName = new Map<string, Namespace>();
  readonly #onChange: (change: Change) => void;
  readonly #now: (namespace: string) => number;
  readonly #rules: string | undefined;

  /** @param rules the rules of a new database until an upload; default: every client reads and writes */
  constructor(onChange: (change: Change) => void, now: (namespace: string) => number, rules?: string) {
    this.#onChange = onChange;
    this.#now = now;
    this.#rules = rules;
    // Reports an error in the rules at the start.
    this.#newRuleset();
  }

  named(name: string | null): Namespace {
    if (!isNamespaceName(name)) {
      throw new InvalidRequestError(`Invalid namespace ${JSON.stringify(name)}`);
    }
    const known = name || DEFAULT_NAMESPACE;
    let namespace = this.#byName.get(known);
    if (namespace === undefined) {
      namespace = new Namespace(known, this.#onChange, () => this.#now(known));
      namespace.ruleset = this.#newRuleset();
      this.#byName.set(known, namespace);
    }
    return namespace;
  }

  all(): readonly Namespace[] {
    return [...this.#byName.values()];
  }

  /** Makes one ruleset for each database, because a ruleset counts the values of its conditions. */
  #newRuleset(): Ruleset {
    return this.#rules === undefined ? openRules() : parseRules(this.#rules);
  }
}

/** No name means the default database. */
export function isNamespaceName(name: string | null): boolean {
  return name === null || /^[\w-]*$/.test(name);
}
