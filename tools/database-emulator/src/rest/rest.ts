import type { Identity } from '../clients/auth.ts';
import type { Namespace } from '../data/namespace.ts';
import { type Path, parseDataPath, pathText } from '../data/path.ts';
import { nodeAt, type TreeNode } from '../data/tree.ts';
import { jsonFromNode } from '../data/tree-json.ts';
import { writesOfUpdate } from '../data/writes.ts';
import { InvalidRequestError } from '../invalid-request.ts';
import { parseJson } from '../json.ts';
import { UnsupportedError } from '../unsupported.ts';
import { eTagHeader, hashFromETag } from './entity-tag.ts';
import type { EventStreams } from './event-streams.ts';
import { errorAnswer, type HttpAnswer, type HttpRequest, type HttpStream, jsonAnswer } from './http-answer.ts';
import { newPushId } from './push-id.ts';
import { identityOf } from './rest-identity.ts';
import { read, readStream } from './rest-read.ts';

/** Documented parameters that are not supported here. Undocumented parameters are ignored, as Google does. */
const UNSUPPORTED_PARAMETERS = ['callback', 'download', 'x-http-method-override'];

/** The REST API for data: a path that ends in `.json`. */
export function answerDataRequest(
  request: HttpRequest,
  namespace: Namespace,
  streams: EventStreams,
): HttpAnswer | HttpStream {
  refuseUnsupported(request);
  const path = pathFromUrl(request.path);
  const identity = identityOf(request);
  if (identity === undefined) {
    return errorAnswer(401, 'Could not parse auth token.');
  }
  switch (request.method) {
    case 'GET':
      return String(request.headers.accept).includes('text/event-stream')
        ? readStream(request, namespace, path, identity, streams)
        : read(request, namespace, path, identity);
    case 'HEAD':
      return read(request, namespace, path, identity);
    case 'PUT':
    case 'PATCH':
    case 'POST':
    case 'DELETE':
      return write(request, namespace, path, identity);
    default:
      throw new UnsupportedError(`the method ${request.method}`);
  }
}

function pathFromUrl(urlPath: string): Path {
  try {
    return parseDataPath(decodeURIComponent(urlPath.slice(0, -'.json'.length)));
  } catch (error) {
    throw error instanceof URIError ? new InvalidRequestError('The path is not percent-encoded UTF-8') : error;
  }
}

function refuseUnsupported({ params, headers, method }: HttpRequest): void {
  const unsupported = UNSUPPORTED_PARAMETERS.find((name) => params.has(name));
  if (unsupported !== undefined) {
    throw new UnsupportedError(`the parameter "${unsupported}"`);
  }
  if (headers['x-http-method-override'] !== undefined) {
    throw new UnsupportedError(`X-HTTP-Method-Override on ${method}`);
  }
}

function write(request: HttpRequest, namespace: Namespace, path: Path, identity: Identity): HttpAnswer {
  const condition = request.headers['if-match'];
  if (condition !== undefined && request.method !== 'PUT' && request.method !== 'DELETE') {
    return errorAnswer(400, `if-match is not allowed on ${request.method}`);
  }
  const pushId = newPushId(Date.now());
  const outcome = namespace.commit({
    writes: writesOf(request, path, pushId),
    identity,
    silent: request.params.get('disableTriggers') === 'true',
    ...(condition === undefined ? {} : { expected: { path, hash: hashFromETag(String(condition)) } }),
  });
  switch (outcome) {
    case 'ok':
      return written(request, namespace, path, pushId);
    case 'permission_denied':
      return errorAnswer(401, 'Permission denied');
    case 'datastale':
      return staleAnswer(request, namespace, path, identity);
  }
}

/** Returns the current value with its tag, if the writer may read it. */
function staleAnswer(request: HttpRequest, namespace: Namespace, path: Path, identity: Identity): HttpAnswer {
  const plainRead = { ...request, headers: { 'x-firebase-etag': 'true' }, params: new URLSearchParams() };
  return { ...read(plainRead, namespace, path, identity), status: 412 };
}

function writesOf(request: HttpRequest, path: Path, pushId: string): { path: Path; json: unknown }[] {
  switch (request.method) {
    case 'DELETE':
      return [{ path, json: null }];
    case 'PATCH':
      return writesOfUpdate(path, parseJson(request.body));
    case 'POST':
      return [{ path: [...path, pushId], json: parseJson(request.body) }];
    default:
      return [{ path, json: parseJson(request.body) }];
  }
}

function written(request: HttpRequest, namespace: Namespace, path: Path, pushId: string): HttpAnswer {
  const headers: Record<string, string> =
    request.headers['x-firebase-etag'] === 'true' ? eTagHeader(nodeAt(namespace.root, path)) : {};
  if (request.params.get('print') === 'silent') {
    return { status: 204, body: '', headers };
  }
  switch (request.method) {
    case 'DELETE':
      return jsonAnswer(200, null, headers);
    case 'POST':
      return jsonAnswer(200, { name: pushId }, headers);
    case 'PATCH':
      return jsonAnswer(200, updatedJson(request, namespace, path), headers);
    default:
      return jsonAnswer(200, restJson(nodeAt(namespace.root, path)), headers);
  }
}

/** Returns the new value at each path of the update. Server values are resolved. */
function updatedJson(request: HttpRequest, namespace: Namespace, base: Path): object {
  const json: Record<string, unknown> = Object.create(null);
  for (const { path } of writesOfUpdate(base, parseJson(request.body))) {
    json[pathText(path.slice(base.length))] = restJson(nodeAt(namespace.root, path));
  }
  return json;
}

function restJson(node: TreeNode): unknown {
  return jsonFromNode(node, { priorities: false, arrays: true });
}
