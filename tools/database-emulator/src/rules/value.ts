import type { JsonObject } from '../json.ts';
import { RuleSnapshot, Subtree } from './snapshot.ts';

/** `auth`, its claims and `query`. Rules can only read own properties. */
export class Properties {
  readonly json: JsonObject;

  constructor(json: JsonObject) {
    this.json = json;
  }
}

export type RuleValue =
  | string
  | number
  | boolean
  | null
  | RuleSnapshot
  | Subtree
  | Properties
  | RegExp
  | readonly RuleValue[];

/** `value` is a value of the database: a string, a number, a boolean or null. Only a request shows which. */
export type RuleType =
  | 'string'
  | 'number'
  | 'boolean'
  | 'null'
  | 'snapshot'
  | 'value'
  | 'properties'
  | 'query'
  | 'pattern'
  | 'list'
  | 'any';

export function typeOf(value: RuleValue): RuleType {
  if (value === null) {
    return 'null';
  }
  if (value instanceof RuleSnapshot) {
    return 'snapshot';
  }
  if (value instanceof Properties) {
    return 'properties';
  }
  if (value instanceof RegExp) {
    return 'pattern';
  }
  if (value instanceof Subtree) {
    return 'any';
  }
  return primitiveType(value);
}

/** Returns the type of a JSON value, without null. */
export function primitiveType(value: string | number | boolean | readonly RuleValue[]): RuleType {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return 'list';
  }
}
