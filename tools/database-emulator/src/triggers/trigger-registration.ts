import { InvalidRequestError } from '../invalid-request.ts';
import { isObject, ownProperty } from '../json.ts';
import { UnsupportedError } from '../unsupported.ts';
import { parseTriggerPattern, type TriggerPattern } from './trigger-pattern.ts';

export type TriggerEvent = 'created' | 'updated' | 'deleted' | 'written';

/** A function with a database trigger, as the functions emulator registers it. */
export interface Trigger {
  readonly generation: 1 | 2;
  /** The project and the last segment of the name are parts of the address that events are posted to. */
  readonly project: string;
  readonly key: string;
  /** The same function registers again with a new number after each reload of its code. */
  readonly functionName: string;
  readonly pattern: TriggerPattern;
  readonly event: TriggerEvent;
  readonly eventType: string;
  readonly listensTo: (namespace: string) => boolean;
}

const V1_EVENTS = new Map<string, TriggerEvent>([
  ['ref.create', 'created'],
  ['ref.update', 'updated'],
  ['ref.delete', 'deleted'],
  ['ref.write', 'written'],
]);

const V2_EVENTS = new Map<string, TriggerEvent>([
  ['created', 'created'],
  ['updated', 'updated'],
  ['deleted', 'deleted'],
  ['written', 'written'],
]);

const V1_PREFIX = 'providers/google.firebase.database/eventTypes/';
const V2_PREFIX = 'google.firebase.database.ref.v1.';

/** Reads the body of `.settings/functionTriggers.json`. `namespace` is its `ns` parameter, which only v1 functions have. */
export function readRegistration(body: unknown, namespace: string | null): Trigger {
  const name = textOf(body, 'name');
  const path = textOf(body, 'path');
  const eventType = textOf(body, 'event');
  const pattern = isObject(body) ? ownProperty(body, 'namespacePattern') : undefined;
  const generation = eventType.startsWith(V2_PREFIX) ? 2 : 1;
  const event =
    generation === 2
      ? V2_EVENTS.get(eventType.slice(V2_PREFIX.length))
      : eventType.startsWith(V1_PREFIX) && V1_EVENTS.get(eventType.slice(V1_PREFIX.length));
  if (!event) {
    throw new UnsupportedError(`function triggers on ${eventType}`);
  }
  const [, project, key] = /^projects\/([^/]+)\/.*?([^/]+)$/.exec(name) ?? [];
  if (project === undefined || key === undefined) {
    throw new InvalidRequestError(`Invalid name of a function trigger: ${name}`);
  }
  return {
    generation,
    project,
    key,
    functionName: `${project}/${key.replace(/-\d+$/, '')}`,
    pattern: parseTriggerPattern(path),
    event,
    eventType,
    listensTo: generation === 2 ? matchesGlob(typeof pattern === 'string' ? pattern : '*') : (ns) => ns === namespace,
  };
}

function textOf(body: unknown, key: string): string {
  const value = isObject(body) ? ownProperty(body, key) : undefined;
  if (typeof value !== 'string' || value === '') {
    throw new InvalidRequestError(`A function trigger needs a "${key}"`);
  }
  return value;
}

/** Patterns of instances are a name, `*`, `name-*` or `{capture=glob}`. */
function matchesGlob(pattern: string): (namespace: string) => boolean {
  const glob = /^\{\w+=(.+)\}$/.exec(pattern)?.[1] ?? pattern.replace(/^\{\w+\}$/, '*');
  const parts = glob.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const matcher = new RegExp(`^${parts.join('.*')}$`);
  return (namespace) => matcher.test(namespace);
}
