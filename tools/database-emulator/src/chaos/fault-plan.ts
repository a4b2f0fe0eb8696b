import { InvalidRequestError } from '../invalid-request.ts';
import { isObject, type JsonObject, ownProperty } from '../json.ts';

/** A fault of function events. The filters restrict it. Without filters it applies to every event. */
export interface EventFault {
  readonly fault: EventFaultKind;
  /** Part of the function's name. */
  readonly function: string | undefined;
  /** The changed node, as `status/alice`. */
  readonly ref: string | undefined;
  /** The number of events that it applies to. */
  readonly times: number;
  /** The probability that it applies to an event, from 0 to 1. */
  readonly rate: number;
  /** delay: how late. duplicate: how long after the first. swap: how long it waits for the next event. */
  readonly ms: number;
}

export type EventFaultKind = (typeof EVENT_FAULTS)[number];

const EVENT_FAULTS = ['delay', 'duplicate', 'swap', 'lose'] as const;

/** A fault of a function's read: the answer comes late, with the value at the time of the request. */
export interface StallFault {
  /** The node that is read, as `status/alice`. */
  readonly ref: string | undefined;
  readonly ms: number;
  /** The number of reads that are answered normally before. */
  readonly after: number;
  readonly times: number;
}

/** A fault of a connection: it ends right after a write was carried out, before the answer and before later messages of the client. */
export interface CutFault {
  readonly uid: string | undefined;
  readonly times: number;
}

/** All planned faults. By default there are none. */
export interface FaultPlan {
  readonly events: readonly EventFault[];
  readonly stalls: readonly StallFault[];
  readonly cuts: readonly CutFault[];
  /** Stops the server's clock: all writes have the same millisecond. */
  readonly frozenClock: boolean;
  /** A client that comes back is not recognised: its last socket stays half-open until it has sent nothing for too long. */
  readonly forgetSessions: boolean;
  /** Refuses logins: of no user, of all users, or of some uids. */
  readonly refuseLogins: boolean | readonly string[];
  /** How long a login lasts before the server reports that it expired. 0 means for ever. */
  readonly tokenTtlMs: number;
  /** Makes `rate` repeatable. */
  readonly seed: number;
}

export const NO_FAULTS: FaultPlan = {
  events: [],
  stalls: [],
  cuts: [],
  frozenClock: false,
  forgetSessions: false,
  refuseLogins: false,
  tokenTtlMs: 0,
  seed: 1,
};

const FIELDS = Object.keys(NO_FAULTS);
const EVENT_FIELDS = ['fault', 'function', 'ref', 'times', 'rate', 'ms'];

/** Rejects unknown fields: with a spelling mistake, a test would prove nothing. */
export function readFaultPlan(json: unknown): FaultPlan {
  const plan = objectWith(json, FIELDS, 'A fault plan');
  return {
    events: listOf(plan, 'events').map(readEventFault),
    stalls: listOf(plan, 'stalls').map(readStallFault),
    cuts: listOf(plan, 'cuts').map(readCutFault),
    frozenClock: flagOf(plan, 'frozenClock'),
    forgetSessions: flagOf(plan, 'forgetSessions'),
    refuseLogins: readRefusals(ownProperty(plan, 'refuseLogins') ?? false),
    tokenTtlMs: numberOf(plan, 'tokenTtlMs', NO_FAULTS.tokenTtlMs),
    seed: numberOf(plan, 'seed', NO_FAULTS.seed),
  };
}

function readEventFault(json: unknown): EventFault {
  const fault = objectWith(json, EVENT_FIELDS, 'An event fault');
  const kind = EVENT_FAULTS.find((known) => known === ownProperty(fault, 'fault'));
  if (kind === undefined) {
    throw new InvalidRequestError(`"fault" must be one of ${EVENT_FAULTS.join(', ')}`);
  }
  return {
    fault: kind,
    function: textOf(fault, 'function'),
    ref: textOf(fault, 'ref'),
    times: numberOf(fault, 'times', Number.POSITIVE_INFINITY),
    rate: numberOf(fault, 'rate', 1),
    ms: numberOf(fault, 'ms', kind === 'duplicate' ? 0 : 1000),
  };
}

function readStallFault(json: unknown): StallFault {
  const fault = objectWith(json, ['ref', 'ms', 'after', 'times'], 'A stall');
  return {
    ref: textOf(fault, 'ref'),
    ms: numberOf(fault, 'ms', 1000),
    after: numberOf(fault, 'after', 0),
    times: numberOf(fault, 'times', Number.POSITIVE_INFINITY),
  };
}

function readCutFault(json: unknown): CutFault {
  const fault = objectWith(json, ['uid', 'times'], 'A cut');
  return { uid: textOf(fault, 'uid'), times: numberOf(fault, 'times', 1) };
}

function listOf(json: JsonObject, key: string): readonly unknown[] {
  const list = ownProperty(json, key) ?? [];
  if (!Array.isArray(list)) {
    throw new InvalidRequestError(`"${key}" must be a list`);
  }
  return list;
}

function flagOf(json: JsonObject, key: string): boolean {
  const flag = ownProperty(json, key) ?? false;
  if (typeof flag !== 'boolean') {
    throw new InvalidRequestError(`"${key}" must be true or false`);
  }
  return flag;
}

function readRefusals(json: unknown): boolean | readonly string[] {
  if (typeof json === 'boolean' || (Array.isArray(json) && json.every((uid) => typeof uid === 'string'))) {
    return json;
  }
  throw new InvalidRequestError('"refuseLogins" must be a boolean or a list of uids');
}

export function objectWith(json: unknown, fields: readonly string[], what: string): JsonObject {
  if (!isObject(json)) {
    throw new InvalidRequestError(`${what} must be an object`);
  }
  const unknown = Object.keys(json).find((key) => !fields.includes(key));
  if (unknown !== undefined) {
    throw new InvalidRequestError(`${what} has no field "${unknown}". Fields: ${fields.join(', ')}`);
  }
  return json;
}

export function numberOf(json: JsonObject, key: string, otherwise: number): number {
  const value = ownProperty(json, key) ?? otherwise;
  if (typeof value !== 'number' || value < 0) {
    throw new InvalidRequestError(`"${key}" must be a number from 0 up`);
  }
  return value;
}

export function textOf(json: JsonObject, key: string): string | undefined {
  const value = ownProperty(json, key);
  if (value !== undefined && typeof value !== 'string') {
    throw new InvalidRequestError(`"${key}" must be a string`);
  }
  return value;
}
