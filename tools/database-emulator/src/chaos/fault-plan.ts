import { InvalidRequestError } from '../invalid-request.ts';
import { isObject, type JsonObject, ownProperty } from '../json.ts';

/** What goes wrong with function events. The filters narrow it; without any it meets every event. */
export interface EventFault {
  readonly fault: EventFaultKind;
  /** Part of the function's name. */
  readonly function: string | undefined;
  /** The changed node, as `status/alice`. */
  readonly ref: string | undefined;
  /** How many events it meets before it is used up. */
  readonly times: number;
  /** How likely it meets an event, from 0 to 1. */
  readonly rate: number;
  /** delay: how late. duplicate: how long after the first. swap: how long to wait for the next event. */
  readonly ms: number;
}

export type EventFaultKind = (typeof EVENT_FAULTS)[number];

const EVENT_FAULTS = ['delay', 'duplicate', 'swap', 'lose'] as const;

/** A function's read of a node: its answer is what stands there at the time, and it comes late. */
export interface StallFault {
  /** The node that is read, as `status/alice`. */
  readonly ref: string | undefined;
  readonly ms: number;
  /** How many reads go well before. */
  readonly after: number;
  readonly times: number;
}

/** A connection ends right after a write on it was carried out, before the answer and whatever the client sent behind it. */
export interface CutFault {
  readonly uid: string | undefined;
  readonly times: number;
}

/** All that can be planned to go wrong. Nothing does until somebody asks for it. */
export interface FaultPlan {
  readonly events: readonly EventFault[];
  readonly stalls: readonly StallFault[];
  readonly cuts: readonly CutFault[];
  /** The server's clock stands still: whatever is written now is written in one millisecond. */
  readonly clockStands: boolean;
  /** A client that comes back is not recognised: its last socket stays half-open until it has been silent for too long. */
  readonly forgetSessions: boolean;
  /** Whose logins are refused: nobody's, everybody's, or those of some uids. */
  readonly refuseLogins: boolean | readonly string[];
  /** How long a login lasts before the server says that it expired; 0 is for ever. */
  readonly tokenTtlMs: number;
  /** Makes `rate` repeatable. */
  readonly seed: number;
}

export const NO_FAULTS: FaultPlan = {
  events: [],
  stalls: [],
  cuts: [],
  clockStands: false,
  forgetSessions: false,
  refuseLogins: false,
  tokenTtlMs: 0,
  seed: 1,
};

const FIELDS = Object.keys(NO_FAULTS);
const EVENT_FIELDS = ['fault', 'function', 'ref', 'times', 'rate', 'ms'];

/** Refuses what it does not know: a misspelt fault would make a test prove nothing. */
export function readFaultPlan(json: unknown): FaultPlan {
  const plan = objectWith(json, FIELDS, 'A fault plan');
  return {
    events: listOf(plan, 'events').map(readEventFault),
    stalls: listOf(plan, 'stalls').map(readStallFault),
    cuts: listOf(plan, 'cuts').map(readCutFault),
    clockStands: flagOf(plan, 'clockStands'),
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
    throw new InvalidRequestError(`${what} knows no "${unknown}", only ${fields.join(', ')}`);
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
