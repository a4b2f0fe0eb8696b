import { isObject, type JsonObject, ownProperty } from '../json.ts';
import { pong, reply } from '../network/wire-protocol.ts';
import { answer, type LoginGate } from './requests.ts';
import type { Session } from './session.ts';

/** A message of a client. `control` concerns the connection itself. All others are requests. */
export type ClientMessage = { readonly kind: 'control'; readonly type: string } | ClientRequest;

export interface ClientRequest {
  readonly kind: 'request';
  readonly number: number;
  readonly action: string;
  readonly body: JsonObject;
}

/** Faults that can affect a login and an answer. */
export interface Hindrances {
  readonly login: LoginGate;
  readonly answer: (session: Session, request: ClientRequest, send: () => void) => void;
}

export const NO_HINDRANCES: Hindrances = { login: () => undefined, answer: (_session, _request, send) => send() };

/** Ignores messages without a meaning, as the official server does. */
export function parseMessage(text: string): ClientMessage | undefined {
  const message = parseOrNothing(text);
  const content = isObject(message) ? ownProperty(message, 'd') : undefined;
  if (!isObject(message) || !isObject(content)) {
    return undefined;
  }
  if (ownProperty(message, 't') === 'c') {
    return { kind: 'control', type: String(ownProperty(content, 't')) };
  }
  const number = ownProperty(content, 'r');
  const action = ownProperty(content, 'a');
  const body = ownProperty(content, 'b');
  if (typeof number !== 'number' || typeof action !== 'string') {
    return undefined;
  }
  return { kind: 'request', number, action, body: isObject(body) ? body : {} };
}

/** Handles messages in order, each to its end, because clients do not wait for answers. */
export function receive(session: Session, message: ClientMessage | undefined, hindrances: Hindrances): void {
  if (session.ended) {
    return;
  }
  if (message?.kind === 'request') {
    const answered = answer(session, message.action, message.body, hindrances.login);
    hindrances.answer(session, message, () => session.send(reply(message.number, answered)));
  } else if (message?.type === 'p') {
    session.send(pong());
  }
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
