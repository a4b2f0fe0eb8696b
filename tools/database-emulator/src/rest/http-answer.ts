import { InvalidRequestError } from '../invalid-request.ts';
import { RulesError } from '../rules/rules-error.ts';
import { UnsupportedError } from '../unsupported.ts';
import type { EventSink } from './event-stream.ts';

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly params: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer whose body continues until the client or the server ends it. */
export interface HttpStream {
  /** Starts to send. Returns a function to call when the client is gone. */
  readonly open: (sink: EventSink) => () => void;
}

export function jsonAnswer(status: number, json: unknown, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  return { status, body: JSON.stringify(json), headers };
}

export function errorAnswer(status: number, message: string): HttpAnswer {
  return jsonAnswer(status, { error: message });
}

/** Converts errors into answers. An unknown error is a fault of the emulator, and is reported as such. */
export function answerFailure(error: unknown): HttpAnswer {
  if (error instanceof UnsupportedError) {
    return errorAnswer(501, error.message);
  }
  if (error instanceof InvalidRequestError) {
    return errorAnswer(400, error.message);
  }
  if (error instanceof RulesError) {
    // Google sends one error a line.
    return errorAnswer(400, `${error.message}\n`);
  }
  console.error(error);
  return errorAnswer(500, `Internal error: ${error instanceof Error ? error.message : String(error)}`);
}
