import { InvalidRequestError } from '../invalid-request.ts';
import { isObject, type JsonObject, ownProperty } from '../json.ts';
import { checkDepth, checkKey } from './path.ts';
import {
  branch,
  childOf,
  EMPTY,
  isEmpty,
  type Leaf,
  leaf,
  type Priority,
  priorityNode,
  type TreeNode,
} from './tree.ts';

const MAX_STRING_BYTES = 10 * 1024 * 1024;

export interface WriteMoment {
  /** The clock value of a write. All its server timestamps, and `now` in the rules, have this value. */
  readonly now: number;
  /** The node that the data replaces. Increments add to it. */
  readonly existing: TreeNode;
  /** The depth of the data below the root. */
  readonly depth: number;
}

/** Converts JSON of a client into a node. Null and empty objects disappear, arrays get keys 0..n, server values are resolved. */
export function nodeFromJson(json: unknown, moment: WriteMoment): TreeNode {
  checkDepth(moment.depth);
  if (json === null || json === undefined) {
    return EMPTY;
  }
  if (Array.isArray(json)) {
    return branch(json.map((child, index) => [String(index), nodeFromJson(child, below(moment, String(index)))]));
  }
  if (isObject(json)) {
    return nodeFromObject(json, moment);
  }
  return leaf(checkedLeaf(json));
}

function nodeFromObject(json: JsonObject, moment: WriteMoment): TreeNode {
  const serverValue = ownProperty(json, '.sv');
  if (serverValue !== undefined) {
    return leaf(resolveServerValue(serverValue, moment));
  }
  const priority = priorityFromJson(ownProperty(json, '.priority'), moment);
  const value = ownProperty(json, '.value');
  if (value !== undefined && value !== null) {
    const node = nodeFromJson(value, moment);
    return node.value === null ? node : leaf(node.value, priority);
  }
  const entries = Object.entries(json).filter(([key]) => key !== '.priority' && key !== '.value');
  return branch(
    entries.map(([key, child]) => {
      checkKey(key);
      return [key, nodeFromJson(child, below(moment, key))];
    }),
    priority,
  );
}

function below(moment: WriteMoment, key: string): WriteMoment {
  return { now: moment.now, existing: childOf(moment.existing, key), depth: moment.depth + 1 };
}

function priorityFromJson(json: unknown, moment: WriteMoment): Priority {
  if (json === undefined || json === null) {
    return null;
  }
  if (typeof json === 'string' || typeof json === 'number') {
    return typeof json === 'number' ? finite(json) : json;
  }
  if (isObject(json) && Object.hasOwn(json, '.sv')) {
    return resolveServerValue(ownProperty(json, '.sv'), { ...moment, existing: EMPTY });
  }
  throw new InvalidRequestError('Invalid priority: it must be a string, a number or null');
}

/** A write to `.priority`. */
export function priorityNodeFromJson(json: unknown, moment: WriteMoment): TreeNode {
  return priorityNode(priorityFromJson(json, moment));
}

function resolveServerValue(value: unknown, moment: WriteMoment): number {
  if (value === 'timestamp') {
    return moment.now;
  }
  const increment = isObject(value) ? ownProperty(value, 'increment') : undefined;
  if (typeof increment === 'number') {
    return finite((typeof moment.existing.value === 'number' ? moment.existing.value : 0) + increment);
  }
  throw new InvalidRequestError(`Unknown server value ${JSON.stringify(value)}`);
}

function checkedLeaf(json: unknown): Leaf {
  if (typeof json === 'string') {
    if (Buffer.byteLength(json) > MAX_STRING_BYTES) {
      throw new InvalidRequestError(`Invalid data: a string of more than ${MAX_STRING_BYTES} bytes`);
    }
    return json;
  }
  if (typeof json === 'number') {
    return finite(json);
  }
  if (typeof json === 'boolean') {
    return json;
  }
  throw new InvalidRequestError(`Invalid data of type ${typeof json}`);
}

/** `JSON.parse` returns Infinity for 1e400, and JSON cannot send that back. */
function finite(number: number): number {
  if (!Number.isFinite(number)) {
    throw new InvalidRequestError('Invalid data: a number is larger than any that can be stored');
  }
  return number;
}

export interface JsonForm {
  /** Keeps `.priority` (and `.value` beside it), as SDKs and exports need it. */
  readonly priorities: boolean;
  /** Converts nodes whose keys are mostly 0..n into arrays, as the REST API does. */
  readonly arrays: boolean;
}

export const WIRE_FORM: JsonForm = { priorities: true, arrays: false };
const VALUE_FORM: JsonForm = { priorities: false, arrays: false };

/** The objects have no prototype, so that `__proto__` is stored and sent like any other key. */
export function jsonFromNode(node: TreeNode, form: JsonForm = VALUE_FORM): unknown {
  const priority = form.priorities ? node.priority : null;
  if (node.value !== null) {
    return priority === null ? node.value : { '.value': node.value, '.priority': priority };
  }
  if (isEmpty(node)) {
    return null;
  }
  if (form.arrays && priority === null && isArrayLike(node)) {
    return arrayFromNode(node, form);
  }
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, child] of node.children) {
    object[key] = jsonFromNode(child, form);
  }
  if (priority !== null) {
    object['.priority'] = priority;
  }
  return object;
}

function isArrayLike(node: TreeNode): boolean {
  let highest = -1;
  for (const key of node.children.keys()) {
    if (!/^(0|[1-9]\d{0,8})$/.test(key)) {
      return false;
    }
    highest = Math.max(highest, Number(key));
  }
  return highest < 2 * node.children.size;
}

function arrayFromNode(node: TreeNode, form: JsonForm): unknown[] {
  const length = [...node.children.keys()].reduce((highest, key) => Math.max(highest, Number(key)), -1) + 1;
  return Array.from({ length }, (_, index) => jsonFromNode(childOf(node, String(index)), form));
}
