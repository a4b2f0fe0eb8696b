import type { Identity } from '../clients/auth.ts';
import { missingIndexMessage } from '../clients/requests.ts';
import type { Namespace } from '../data/namespace.ts';
import { compareKeys, type Path } from '../data/path.ts';
import { nodeAt, type TreeNode } from '../data/tree.ts';
import { type JsonForm, jsonFromNode } from '../data/tree-json.ts';
import { InvalidRequestError } from '../invalid-request.ts';
import { applyQuery, neededIndex, type Query } from '../listening/query.ts';
import { QUERY_PARAMETERS, queryFromUrl } from '../listening/query-in-the-url.ts';
import { indexesAt } from '../rules/decide.ts';
import { eTagHeader } from './entity-tag.ts';
import type { EventStreams } from './event-streams.ts';
import { errorAnswer, type HttpAnswer, type HttpRequest, type HttpStream } from './http-answer.ts';

/** A GET: returns the value at a path, the result of a query, or only the keys (`shallow`). */
export function read(request: HttpRequest, namespace: Namespace, path: Path, identity: Identity): HttpAnswer {
  const shallow = request.params.get('shallow') === 'true';
  const query = shallow ? undefined : queryFromUrl(request.params);
  if (!namespace.canRead(identity, path, query)) {
    return errorAnswer(401, 'Permission denied');
  }
  refuseMissingIndex(namespace, path, query);
  const node = nodeAt(namespace.root, path);
  const headers: Record<string, string> = request.headers['x-firebase-etag'] === 'true' ? eTagHeader(node) : {};
  if (request.params.get('print') === 'silent') {
    return { status: 204, body: '', headers };
  }
  const json = shallow
    ? shallowJson(node, request.params)
    : jsonFromNode(query ? applyQuery(node, query) : node, formOf(request));
  return {
    status: 200,
    body: JSON.stringify(json, null, request.params.get('print') === 'pretty' ? 2 : undefined),
    headers,
  };
}

/** A GET as a stream: sends the value or the result of the query, and then its changes. */
export function readStream(
  request: HttpRequest,
  namespace: Namespace,
  path: Path,
  identity: Identity,
  streams: EventStreams,
): HttpAnswer | HttpStream {
  if (request.params.get('shallow') === 'true') {
    throw new InvalidRequestError('shallow cannot be combined with text/event-stream');
  }
  const query = queryFromUrl(request.params);
  if (!namespace.canRead(identity, path, query)) {
    return errorAnswer(401, 'Permission denied');
  }
  refuseMissingIndex(namespace, path, query);
  return { open: (sink) => streams.open({ namespace, path, query, identity, form: formOf(request) }, sink) };
}

function refuseMissingIndex(namespace: Namespace, path: Path, query: Query | undefined): void {
  const index = query && neededIndex(query);
  if (index !== undefined && !indexesAt(namespace.ruleset, path).includes(index)) {
    throw new InvalidRequestError(missingIndexMessage(path, index));
  }
}

function formOf({ params }: HttpRequest): JsonForm {
  return { priorities: params.get('format') === 'export', arrays: true };
}

/** The export of the CLI uses `shallow` with a limit. Every other combination is rejected. */
function shallowJson(node: TreeNode, params: URLSearchParams): unknown {
  const other = QUERY_PARAMETERS.find((name) => name !== 'limitToFirst' && params.has(name));
  if (other !== undefined) {
    throw new InvalidRequestError(`shallow cannot be combined with ${other}`);
  }
  if (node.children.size === 0) {
    return node.value;
  }
  const keys = [...node.children.keys()].sort(compareKeys);
  const limit = Number(params.get('limitToFirst') ?? keys.length);
  return Object.fromEntries(keys.slice(0, limit).map((key) => [key, true]));
}
