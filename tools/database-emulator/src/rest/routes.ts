import { answerChaosRequest, isChaosRequest } from '../chaos/chaos-api.ts';
import type { Emulator } from '../emulator.ts';
import { UnsupportedError } from '../unsupported.ts';
import { answerAdminRequest } from './admin-api.ts';
import { answerFailure, errorAnswer, type HttpAnswer, type HttpRequest, type HttpStream } from './http-answer.ts';
import { answerDataRequest } from './rest.ts';

/** Answers every HTTP request except long polling. */
export function answerRequest(request: HttpRequest, emulator: Emulator): HttpAnswer | HttpStream {
  try {
    return route(request, emulator);
  } catch (error) {
    return answerFailure(error);
  }
}

function route(request: HttpRequest, emulator: Emulator): HttpAnswer | HttpStream {
  if (request.method === 'OPTIONS') {
    return { status: 204, body: '', headers: preflightHeaders(request) };
  }
  if (request.path === '/') {
    return { status: 200, body: JSON.stringify('Realtime Database emulator (Node stand-in)') };
  }
  if (isChaosRequest(request)) {
    return answerChaosRequest(request, emulator);
  }
  const answer = answerAdminRequest(request, emulator);
  if (answer !== undefined) {
    return answer;
  }
  if (request.path.startsWith('/.') && request.path !== '/.json') {
    throw new UnsupportedError(`${request.method} ${request.path}`);
  }
  if (!request.path.endsWith('.json')) {
    return errorAnswer(404, 'Not found: append .json to your request URI to use the REST API');
  }
  return answerDataRequest(request, emulator.namespaces.named(request.params.get('ns')), emulator.streams);
}

function preflightHeaders(request: HttpRequest): Record<string, string> {
  return {
    'access-control-allow-methods': 'GET, HEAD, PUT, PATCH, POST, DELETE, OPTIONS',
    'access-control-allow-headers': String(request.headers['access-control-request-headers'] ?? '*'),
  };
}
