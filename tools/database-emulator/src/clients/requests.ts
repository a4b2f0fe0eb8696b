import { type Path, parseDataPath, parsePath, pathText } from '../data/path.ts';
import { jsonFromNode, WIRE_FORM } from '../data/tree-json.ts';
import { type Write, writesOfUpdate } from '../data/writes.ts';
import { InvalidRequestError } from '../invalid-request.ts';
import { isObject, type JsonObject, ownProperty } from '../json.ts';
import { viewOf } from '../listening/listeners.ts';
import { neededIndex, type Query } from '../listening/query.ts';
import { queryFromWire } from '../listening/query-on-the-wire.ts';
import type { Answer } from '../network/wire-protocol.ts';
import { indexesAt } from '../rules/decide.ts';
import { UnsupportedError } from '../unsupported.ts';
import { ADMIN, ANONYMOUS, authVariable, type Login, loginWithToken } from './auth.ts';
import type { Session } from './session.ts';

const OK: Answer = { status: 'ok', data: '' };
const DENIED: Answer = { status: 'permission_denied', data: 'Permission denied' };

/** Checks a login. Undefined accepts it. An answer rejects it. */
export type LoginGate = (session: Session, login: Login) => Answer | undefined;

type Action = (session: Session, body: JsonObject, gate: LoginGate) => Answer;

const ACTIONS: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['s', () => OK],
  ['auth', logIn],
  ['gauth', logInAsAdmin],
  ['unauth', logOut],
  ['appcheck', () => OK],
  ['unappeck', () => OK],
  ['q', listen],
  ['n', unlisten],
  ['g', get],
  ['p', put],
  ['m', update],
  [
    'o',
    (session, body) => armOnDisconnect(session, [{ path: pathOf(body, parseDataPath), json: ownProperty(body, 'd') }]),
  ],
  ['om', (session, body) => armOnDisconnect(session, writesOfUpdate(pathOf(body), ownProperty(body, 'd')))],
  ['oc', cancelOnDisconnect],
]);

/** Carries out one request of a client, and returns its result. */
export function answer(session: Session, action: string, body: JsonObject, gate: LoginGate): Answer {
  try {
    const run = ACTIONS.get(action);
    if (run === undefined) {
      throw new UnsupportedError(`request ${JSON.stringify(action)}`);
    }
    return run(session, body, gate);
  } catch (error) {
    if (error instanceof InvalidRequestError || error instanceof UnsupportedError) {
      return { status: 'failure', data: error.message };
    }
    console.error(error);
    return {
      status: 'internal_error',
      data: `Internal error: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

function logIn(session: Session, body: JsonObject, gate: LoginGate): Answer {
  const token = ownProperty(body, 'cred');
  const login = typeof token === 'string' ? loginWithToken(token) : undefined;
  if (login === undefined) {
    return { status: 'invalid_token', data: 'Could not parse auth token.' };
  }
  return admit(session, body, login, gate);
}

/** The official emulator accepts any credential of this form as an admin's. */
function logInAsAdmin(session: Session, body: JsonObject, gate: LoginGate): Answer {
  return admit(session, body, { identity: ADMIN, expires: undefined }, gate);
}

function admit(session: Session, body: JsonObject, login: Login, gate: LoginGate): Answer {
  const effective = { ...login, identity: overridden(login, body) };
  const refusal = gate(session, effective);
  if (refusal !== undefined) {
    return refusal;
  }
  session.becomes(effective.identity);
  const auth = authVariable(effective.identity);
  return { status: 'ok', data: { auth, ...(login.expires === undefined ? {} : { expires: login.expires }) } };
}

/** `databaseAuthVariableOverride` of the Admin SDK: acts as that user, or without a user. */
function overridden(login: Login, body: JsonObject): Login['identity'] {
  const variable = ownProperty(body, 'authvar');
  if (isObject(variable)) {
    return { kind: 'user', auth: variable };
  }
  return ownProperty(body, 'noauth') === true || variable === null ? ANONYMOUS : login.identity;
}

function logOut(session: Session): Answer {
  session.becomes(ANONYMOUS);
  return OK;
}

function listen(session: Session, body: JsonObject): Answer {
  const path = pathOf(body);
  const queryJson = queryJsonOf(body);
  const query = queryJson && queryFromWire(queryJson);
  const tag = ownProperty(body, 't');
  if (!session.listen({ path, query, queryJson, tag: typeof tag === 'number' ? tag : undefined })) {
    return DENIED;
  }
  return { status: 'ok', data: missingIndex(session, path, query) === undefined ? {} : { w: ['no_index'] } };
}

function unlisten(session: Session, body: JsonObject): Answer {
  session.unlisten(pathOf(body), queryJsonOf(body));
  return OK;
}

function get(session: Session, body: JsonObject): Answer {
  const path = pathOf(body);
  const query = queryFromWire(queryJsonOf(body) ?? {});
  if (!session.namespace.canRead(session.identity, path, query)) {
    return DENIED;
  }
  const index = missingIndex(session, path, query);
  if (index !== undefined) {
    return { status: 'failure', data: missingIndexMessage(path, index) };
  }
  return { status: 'ok', data: jsonFromNode(viewOf({ path, query }, session.namespace.root), WIRE_FORM) };
}

function put(session: Session, body: JsonObject): Answer {
  const path = pathOf(body, parseDataPath);
  return commit(session, body, path, [{ path, json: ownProperty(body, 'd') }]);
}

function update(session: Session, body: JsonObject): Answer {
  const path = pathOf(body);
  return commit(session, body, path, writesOfUpdate(path, ownProperty(body, 'd')));
}

function commit(session: Session, body: JsonObject, path: Path, writes: readonly Write[]): Answer {
  const hash = ownProperty(body, 'h');
  const expected = typeof hash === 'string' ? { path, hash } : undefined;
  const outcome = session.namespace.commit({
    writes,
    identity: session.identity,
    ...(expected === undefined ? {} : { expected }),
  });
  switch (outcome) {
    case 'ok':
      return OK;
    case 'permission_denied':
      return DENIED;
    case 'datastale':
      return { status: 'datastale', data: 'Transaction hash does not match' };
  }
}

/** Checks the rules now, so that the caller gets the error. They are checked again when the write runs. */
function armOnDisconnect(session: Session, writes: readonly Write[]): Answer {
  if (!session.namespace.canWrite(session.identity, writes)) {
    return DENIED;
  }
  session.onDisconnect.register(writes);
  return OK;
}

function cancelOnDisconnect(session: Session, body: JsonObject): Answer {
  session.onDisconnect.cancel(pathOf(body));
  return OK;
}

function missingIndex(session: Session, path: Path, query: Query | undefined): string | undefined {
  const index = query && neededIndex(query);
  return index === undefined || indexesAt(session.namespace.ruleset, path).includes(index) ? undefined : index;
}

export function missingIndexMessage(path: Path, index: string): string {
  return `Index not defined, add ".indexOn": "${index}", for path "/${pathText(path)}", to the rules`;
}

function pathOf(body: JsonObject, parse: (text: string) => Path = parsePath): Path {
  const path = ownProperty(body, 'p');
  if (typeof path !== 'string') {
    throw new InvalidRequestError('The request has no path');
  }
  return parse(path);
}

function queryJsonOf(body: JsonObject): JsonObject | undefined {
  const query = ownProperty(body, 'q');
  return isObject(query) && Object.keys(query).length > 0 ? query : undefined;
}
