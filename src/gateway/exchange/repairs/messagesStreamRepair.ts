import { asString, isObject, type JsonObject, parseObject } from '../../wire/json.ts';
import { formatSseEvent } from '../../wire/sse/formatSseEvent.ts';
import type { RawEvent } from '../../wire/sse/sseSplitter.ts';
import type { StreamRepair } from './streamRepair.ts';

/**
 * Anthropic events: the `event:` line (without it the Anthropic SDK sees no event at all) and `usage` in message_start and
 * message_delta (without it clients fail, some loop without end).
 */
export class MessagesStreamRepair implements StreamRepair {
  readonly #estimatedInputTokens: number;

  constructor(estimatedInputTokens: number) {
    this.#estimatedInputTokens = estimatedInputTokens;
  }

  repair(event: RawEvent): Uint8Array {
    const { event: name, data } = event;
    if (name !== undefined && name !== 'message_start' && name !== 'message_delta') return event.raw;
    const body = data.startsWith('{') ? parseObject(data) : undefined;
    const type = asString(body?.type) ?? name;
    if (body === undefined || type === undefined) return event.raw;
    const repaired = this.#withUsage(type, body);
    if (repaired !== body) return Buffer.from(formatSseEvent(repaired, type));
    return name === undefined ? Buffer.concat([Buffer.from(`event: ${type}\n`), event.raw]) : event.raw;
  }

  #withUsage(type: string, body: JsonObject): JsonObject {
    if (type === 'message_start' && isObject(body.message) && !isObject(body.message.usage)) {
      const usage = { input_tokens: this.#estimatedInputTokens, output_tokens: 0 };
      return { ...body, message: { ...body.message, usage } };
    }
    if (type === 'message_delta' && !isObject(body.usage)) return { ...body, usage: { output_tokens: 0 } };
    return body;
  }
}
