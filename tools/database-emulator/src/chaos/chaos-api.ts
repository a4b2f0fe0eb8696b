import type { Emulator, Restart } from '../emulator.ts';
import { InvalidRequestError } from '../invalid-request.ts';
import { type JsonObject, ownProperty, parseJson } from '../json.ts';
import { errorAnswer, type HttpAnswer, type HttpRequest, jsonAnswer } from '../rest/http-answer.ts';
import { identityOf } from '../rest/rest-identity.ts';
import type { Target } from './chaos.ts';
import { numberOf, objectWith, readFaultPlan, textOf } from './fault-plan.ts';

interface Verb {
  readonly fields: readonly string[];
  readonly run: (body: JsonObject, emulator: Emulator, namespace: string | undefined) => object;
}

const TARGET = ['uid', 'session'];

const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ['silence', { fields: [...TARGET, 'forMs'], run: silence }],
  ['resume', { fields: [], run: (_body, { chaos }, namespace) => ({ sessions: chaos.endSilence(namespace) }) }],
  ['restart', { fields: ['downMs', 'data', 'onDisconnect'], run: restart }],
  ['expire-auth', { fields: TARGET, run: expireAuth }],
  ['drop', { fields: [...TARGET, 'onDisconnect'], run: drop }],
  ['reset', { fields: [], run: reset }],
]);

export function isChaosRequest({ path }: Pick<HttpRequest, 'path'>): boolean {
  return /^\/\.chaos(\/[^/]+)?\.json$/.test(path);
}

/**
 * `GET` and `PUT /.chaos.json` show and plan faults. `POST /.chaos/<verb>.json` has an immediate effect. They concern the database in
 * `ns`, or all databases without it.
 */
export function answerChaosRequest(request: HttpRequest, emulator: Emulator): HttpAnswer {
  if (identityOf(request)?.kind !== 'admin') {
    return errorAnswer(401, 'Permission denied');
  }
  const verb = /^\/\.chaos\/(.+)\.json$/.exec(request.path)?.[1];
  if (request.method === 'POST' && verb !== undefined) {
    return jsonAnswer(200, runVerb(verb, request, emulator));
  }
  if (verb !== undefined || (request.method !== 'GET' && request.method !== 'PUT')) {
    return errorAnswer(
      405,
      'Show faults with GET /.chaos.json, plan them with PUT /.chaos.json, or cause one with POST /.chaos/<verb>.json',
    );
  }
  if (request.method === 'PUT') {
    emulator.chaos.plan(namespaceOf(request), readFaultPlan(parseJson(request.body)));
  }
  return jsonAnswer(200, emulator.chaos.report(namespaceOf(request)));
}

function namespaceOf({ params }: HttpRequest): string | undefined {
  return params.get('ns') ?? undefined;
}

function runVerb(name: string, request: HttpRequest, emulator: Emulator): object {
  const verb = VERBS.get(name);
  if (verb === undefined) {
    throw new InvalidRequestError(`Unknown verb "${name}". Known verbs: ${[...VERBS.keys()].join(', ')}`);
  }
  const body = objectWith(request.body === '' ? {} : parseJson(request.body), verb.fields, `"${name}"`);
  return verb.run(body, emulator, namespaceOf(request));
}

function silence(body: JsonObject, { chaos }: Emulator, namespace: string | undefined): object {
  const forMs = numberOf(body, 'forMs', 0);
  if (forMs > 0) {
    setTimeout(() => chaos.endSilence(namespace), forMs).unref();
  }
  return { sessions: chaos.fallSilent(targetOf(body, namespace)) };
}

/** Closes the port for every database. */
function restart(body: JsonObject, emulator: Emulator): object {
  const order: Restart = {
    downMs: numberOf(body, 'downMs', 1000),
    keepData: choiceOf(body, 'data', 'keep', 'lose'),
    runOnDisconnect: choiceOf(body, 'onDisconnect', 'run', 'lose'),
  };
  emulator.requestRestart(order);
  return order;
}

function expireAuth(body: JsonObject, { chaos }: Emulator, namespace: string | undefined): object {
  return { sessions: chaos.expireAuth(targetOf(body, namespace)) };
}

function drop(body: JsonObject, { chaos }: Emulator, namespace: string | undefined): object {
  return { sessions: chaos.drop(targetOf(body, namespace), choiceOf(body, 'onDisconnect', 'run', 'lose')) };
}

function reset(_body: JsonObject, { chaos }: Emulator, namespace: string | undefined): object {
  chaos.reset(namespace);
  return chaos.report(namespace);
}

function targetOf(body: JsonObject, namespace: string | undefined): Target {
  return { namespace, uid: textOf(body, 'uid'), session: textOf(body, 'session') };
}

/** True for the first value, which is also the default. */
function choiceOf(body: JsonObject, key: string, yes: string, no: string): boolean {
  const value = ownProperty(body, key) ?? yes;
  if (value !== yes && value !== no) {
    throw new InvalidRequestError(`"${key}" must be "${yes}" or "${no}"`);
  }
  return value === yes;
}
