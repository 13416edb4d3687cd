import type { AnswerContext, ErrorReport, StreamEncoder } from '../codec.ts';
import type { StreamEvent, StreamFailure } from '../exchange.ts';
import { formatSseEvent } from '../sse/formatSseEvent.ts';
import { failureText } from './failureText.ts';
import type { ResponseEvent } from './outputItem.ts';
import { ResponseWriter } from './responseWriter.ts';

/** A blank line: keeps the connection alive, and no client takes it for anything. */
const heartbeat = '\n';

/**
 * Writes OpenAI's stream of a response: `response.created` first, every item with all its events, numbered in sequence, and
 * the whole response at the end. A failure is an `error` event and `response.failed`, after which nothing is written.
 */
export class ResponsesStreamEncoder implements StreamEncoder {
  readonly #writer: ResponseWriter;
  #sequenceNumber = 0;
  #closed = false;

  constructor(context: AnswerContext) {
    this.#writer = new ResponseWriter(context);
  }

  encode(event: StreamEvent): string {
    if (this.#closed) return '';
    switch (event.type) {
      case 'ping':
        return heartbeat;
      case 'error':
        return this.fail(reportOf(event.failure));
      case 'end':
        return this.#close(this.#writer.push(event));
      default:
        return this.#write(this.#writer.push(event));
    }
  }

  /** The end of a stream that failed, in the sequence of what was written before it. */
  fail(report: ErrorReport): string {
    if (this.#closed) return '';
    this.#closed = true;
    return failureText(report, this.#writer.response, this.#sequenceNumber);
  }

  #close(events: readonly ResponseEvent[]): string {
    this.#closed = true;
    return this.#write(events);
  }

  #write(events: readonly ResponseEvent[]): string {
    return events
      .map(({ type, fields }) =>
        formatSseEvent({ type, sequence_number: this.#sequenceNumber++, ...fields }, type),
      )
      .join('');
  }
}

function reportOf({ type, code, message }: StreamFailure): ErrorReport {
  return { status: 502, type, code: code ?? type, message, details: {}, requestId: '' };
}
