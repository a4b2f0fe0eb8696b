import { randomUUID } from 'node:crypto';
import { authVariable, type Identity, uidOf } from '../clients/auth.ts';
import { deltaBetween, sameValue } from '../data/delta.ts';
import type { Change } from '../data/namespace.ts';
import { pathText } from '../data/path.ts';
import { isEmpty } from '../data/tree.ts';
import { jsonFromNode } from '../data/tree-json.ts';
import { type Match, matchChanges } from './trigger-pattern.ts';
import type { Trigger, TriggerEvent } from './trigger-registration.ts';

/** One event for one function. */
export interface FunctionEvent {
  readonly trigger: Trigger;
  readonly namespace: string;
  /** The changed node, as `status/alice`. */
  readonly ref: string;
  readonly contentType: string;
  readonly body: string;
}

/** Returns the events that a change causes for a trigger, one for each node that its path matches. */
export function eventsFor(trigger: Trigger, change: Change): FunctionEvent[] {
  if (!trigger.listensTo(change.namespace)) {
    return [];
  }
  const whole: Match = { path: [], before: change.before, after: change.after };
  return [...matchChanges(trigger.pattern, whole, change.writes)]
    .filter((match) => isWanted(trigger.event, match))
    .map((match) => createEvent(trigger, change, match));
}

function isWanted(event: TriggerEvent, { before, after }: Match): boolean {
  switch (event) {
    case 'created':
      return isEmpty(before) && !isEmpty(after);
    case 'deleted':
      return !isEmpty(before) && isEmpty(after);
    case 'updated':
      return !isEmpty(before) && !isEmpty(after) && !sameValue(before, after);
    case 'written':
      return !sameValue(before, after);
  }
}

function createEvent(trigger: Trigger, change: Change, match: Match): FunctionEvent {
  const ref = pathText(match.path);
  const data = { data: jsonFromNode(match.before), delta: deltaBetween(match.before, match.after) };
  const body =
    trigger.generation === 2 ? cloudEvent(trigger, change, ref, data) : legacyEvent(trigger, change, ref, data);
  return {
    trigger,
    namespace: change.namespace,
    ref,
    contentType: trigger.generation === 2 ? 'application/cloudevents+json; charset=utf-8' : 'application/json',
    body: JSON.stringify(body),
  };
}

function cloudEvent(trigger: Trigger, change: Change, ref: string, data: object): object {
  const uid = uidOf(change.identity);
  return {
    specversion: '1.0',
    id: randomUUID(),
    type: trigger.eventType,
    time: new Date(change.now).toISOString(),
    datacontenttype: 'application/json',
    source: `//firebasedatabase.googleapis.com/projects/_/locations/us-central1/instances/${change.namespace}`,
    subject: `refs/${ref}`,
    ref,
    instance: change.namespace,
    location: 'us-central1',
    firebasedatabasehost: 'firebaseio.com',
    authtype: authType(change.identity),
    ...(uid === undefined ? {} : { authid: uid }),
    data: { '@type': 'type.googleapis.com/google.events.firebase.database.v1.ReferenceEventData', ...data },
  };
}

function authType(identity: Identity): string {
  switch (identity.kind) {
    case 'admin':
      return 'admin';
    case 'user':
      return 'app_user';
    case 'anonymous':
      return 'unauthenticated';
  }
}

/** The form of first-generation functions. */
function legacyEvent(trigger: Trigger, change: Change, ref: string, data: object): object {
  const variable = authVariable(change.identity);
  return {
    context: {
      eventId: randomUUID(),
      timestamp: new Date(change.now).toISOString(),
      eventType: trigger.eventType,
      resource: { service: 'firebaseio.com', name: `projects/_/instances/${change.namespace}/refs/${ref}` },
      auth: { admin: change.identity.kind === 'admin', ...(variable === null ? {} : { variable }) },
    },
    data,
  };
}
