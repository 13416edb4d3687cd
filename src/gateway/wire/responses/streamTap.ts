import type { ErrorReport, StreamTap, WireEvent } from '../codec.ts';
import type { StreamFailure, Usage } from '../exchange.ts';
import { asNumber, isObject, parseObject } from '../json.ts';
import { failureIn, unexplainedFailure } from './failure.ts';
import { emptyResponse, failureText } from './failureText.ts';
import { decodeResponsesUsage } from './responsesUsage.ts';

const terminalNames = ['response.completed', 'response.incomplete', 'response.failed', 'response.done'];

/**
 * Reads usage, the end and failures off a stream that passes through. Events are told by their names and never parsed but
 * the last; in a stream without names, by the quoted words of the last ones.
 */
export class ResponsesStreamTap implements StreamTap {
  #usage: Usage | undefined;
  #finished = false;
  #failure: StreamFailure | undefined;
  #firstData = '';
  #lastData = '';

  get usage(): Usage | undefined {
    return this.#usage;
  }

  /** The response is over, whole or not: nothing that matters follows. */
  get finished(): boolean {
    return this.#finished;
  }

  get failure(): StreamFailure | undefined {
    return this.#failure;
  }

  see(event: WireEvent): void {
    if (event.data !== '') {
      if (this.#firstData === '') this.#firstData = event.data;
      this.#lastData = event.data;
    }
    if (mayMatter(event)) this.#read(event);
  }

  /** The failure of the response that the first event announced, numbered after the last event. */
  fail(report: ErrorReport): string {
    const first = parseObject(this.#firstData)?.response;
    const last = asNumber(parseObject(this.#lastData)?.sequence_number) ?? -1;
    return failureText(report, isObject(first) ? first : emptyResponse(report), last + 1);
  }

  #read(event: WireEvent): void {
    const body = parseObject(event.data);
    if (body === undefined) return;
    const type = body.type ?? event.event;
    const response = isObject(body.response) ? body.response : {};
    if (typeof type === 'string' && terminalNames.includes(type)) {
      this.#usage = decodeResponsesUsage(response) ?? this.#usage;
      this.#failure ??= failureIn(response) ?? (type === 'response.failed' ? unexplainedFailure : undefined);
      this.#finished = this.#failure === undefined;
    } else {
      this.#failure ??= failureIn({ ...body, type });
    }
  }
}

/** In JSON, text that quotes one of these words has its quotes escaped, so only a key or a whole value can match. */
function mayMatter({ event, data }: WireEvent): boolean {
  if (event !== undefined) return event === 'error' || terminalNames.includes(event);
  if (data.includes('"error"') && !data.includes('"error":null')) return true;
  return terminalNames.some((name) => data.includes(`"${name}"`));
}
