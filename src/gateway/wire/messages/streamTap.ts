import type { StreamTap, WireEvent } from '../codec.ts';
import type { StreamFailure, Usage } from '../exchange.ts';
import { isObject, parseObject } from '../json.ts';
import { MessagesUsage } from './messagesUsage.ts';
import { failureOf } from './streamFailure.ts';

/**
 * Reads usage, the proper end and failures off a stream that passes through. Content events, nearly all of a stream,
 * are told by their name and never parsed; in a stream without names, by the quoted words of the others.
 */
export class MessagesStreamTap implements StreamTap {
  readonly #usage = new MessagesUsage();
  #finished = false;
  #failure: StreamFailure | undefined;

  get usage(): Usage | undefined {
    return this.#usage.usage;
  }

  /** `message_stop` was seen. */
  get finished(): boolean {
    return this.#finished;
  }

  get failure(): StreamFailure | undefined {
    return this.#failure;
  }

  see(event: WireEvent): void {
    switch (event.event) {
      case undefined:
      case 'message_start':
      case 'message_delta':
      case 'message_stop':
      case 'error':
        if (mayMatter(event)) this.#read(event);
        break;
      default:
        break;
    }
  }

  #read(event: WireEvent): void {
    const body = parseObject(event.data);
    if (body === undefined) return;
    const type = body.type ?? event.event;
    if (type === 'message_stop') this.#finished = true;
    else if (type === 'message_start')
      this.#usage.merge(isObject(body.message) ? body.message.usage : undefined);
    else if (type === 'message_delta') this.#usage.merge(body.usage);
    else if (type === 'error' || body.error !== undefined) this.#failure ??= failureOf(body);
  }
}

/** In JSON, text that quotes one of these words has its quotes escaped, so only a key or a whole value can match. */
function mayMatter(event: WireEvent): boolean {
  if (event.event !== undefined) return true;
  const { data } = event;
  return data.includes('"usage"') || data.includes('"message_stop"') || data.includes('"error"');
}
