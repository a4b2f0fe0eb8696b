import type { Emulator } from '../emulator.ts';
import { InvalidRequestError } from '../invalid-request.ts';
import { parseJson } from '../json.ts';
import { parseRules } from '../rules/ruleset.ts';
import { readRegistration } from '../triggers/trigger-registration.ts';
import { errorAnswer, type HttpAnswer, type HttpRequest, jsonAnswer } from './http-answer.ts';
import { identityOf } from './rest-identity.ts';

type Endpoint = (request: HttpRequest, emulator: Emulator) => HttpAnswer;

const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map<string, Endpoint>([
  ['GET /.settings/rules.json', getRules],
  ['PUT /.settings/rules.json', putRules],
  ['POST /.settings/functionTriggers.json', addTrigger],
  ['PUT /.settings/functionTriggers.json', replaceTriggers],
  ['GET /.inspect/databases.json', listDatabases],
  ['GET /.inspect/coverage.json', reportCoverage],
]);

/** Answers the endpoints of the CLI and the test tools, except the data. Undefined for all other paths. */
export function answerAdminRequest(request: HttpRequest, emulator: Emulator): HttpAnswer | undefined {
  const endpoint = ENDPOINTS.get(`${request.method} ${request.path}`);
  if (endpoint === undefined) {
    return undefined;
  }
  return identityOf(request)?.kind === 'admin' ? endpoint(request, emulator) : errorAnswer(401, 'Permission denied');
}

function getRules({ params }: HttpRequest, emulator: Emulator): HttpAnswer {
  const { ruleset } = emulator.namespaces.named(params.get('ns'));
  return params.get('format') === 'strict' ? jsonAnswer(200, ruleset.json) : { status: 200, body: ruleset.source };
}

function putRules({ params, body }: HttpRequest, emulator: Emulator): HttpAnswer {
  const namespace = emulator.namespaces.named(params.get('ns'));
  namespace.ruleset = parseRules(body);
  for (const session of emulator.sessions.all()) {
    if (session.namespace === namespace) {
      session.recheckListens();
    }
  }
  emulator.streams.recheck(namespace);
  return jsonAnswer(200, { status: 'ok' });
}

function addTrigger({ params, body }: HttpRequest, emulator: Emulator): HttpAnswer {
  emulator.triggers.add(readRegistration(parseJson(body), params.get('ns')));
  return jsonAnswer(200, { status: 'ok' });
}

function replaceTriggers({ params, body }: HttpRequest, emulator: Emulator): HttpAnswer {
  const list = parseJson(body);
  if (!Array.isArray(list)) {
    throw new InvalidRequestError('Function triggers must be a list');
  }
  emulator.triggers.replaceAll(list.map((each) => readRegistration(each, params.get('ns'))));
  return jsonAnswer(200, { status: 'ok' });
}

function listDatabases(_request: HttpRequest, emulator: Emulator): HttpAnswer {
  return jsonAnswer(
    200,
    emulator.namespaces.all().map(({ name }) => ({ name })),
  );
}

function reportCoverage({ params }: HttpRequest, emulator: Emulator): HttpAnswer {
  return jsonAnswer(200, emulator.namespaces.named(params.get('ns')).ruleset.coverage.report());
}
