import { GatewayError } from '../../errors.ts';
import type { StreamEncoder } from '../codec.ts';
import type { BlockStart, FinishReason, Signature, StreamEvent } from '../exchange.ts';
import { type JsonObject, parseObject } from '../json.ts';
import { toMessagesToolId } from '../messages/toolIds.ts';
import { thinkingDone, thinkingSeal, withheldSeal } from './thinking.ts';

interface OpenBlock {
  readonly start: BlockStart;
  /** The arguments of a call, which goes out whole, and the thoughts that a signature is of. */
  text: string;
  signature?: Signature;
}

/** Writes the parts that VS Code's chat is given, a line each: text and thoughts as they come, every call whole. */
export class VscodeStreamEncoder implements StreamEncoder {
  readonly #blocks = new Map<number, OpenBlock>();
  #finishReason: FinishReason = 'stop';

  encode(event: StreamEvent): string {
    switch (event.type) {
      case 'blockStart':
        return this.#begin(event.block, event.content);
      case 'textDelta':
        return event.text === '' ? '' : line({ type: 'text', value: event.text });
      case 'reasoningDelta':
        return this.#thought(event.block, event.text);
      case 'argumentsDelta': {
        const block = this.#blocks.get(event.block);
        if (block !== undefined) block.text += event.json;
        return '';
      }
      case 'signature': {
        const block = this.#blocks.get(event.block);
        if (block !== undefined) block.signature = event.signature;
        return '';
      }
      case 'blockEnd':
        return this.#end(event.block);
      case 'finish':
        this.#finishReason = event.reason;
        return '';
      case 'end':
        return this.#endAll() + line({ type: 'end', finishReason: this.#finishReason });
      case 'start':
      case 'usage':
      case 'citation':
      case 'ping':
      case 'error':
        return '';
    }
  }

  #begin(number: number, start: BlockStart): string {
    this.#blocks.set(number, { start, text: '' });
    if (start.type !== 'redactedReasoning') return '';
    return line(withheldSeal(start.signature));
  }

  #thought(number: number, value: string): string {
    const block = this.#blocks.get(number);
    if (block !== undefined) block.text += value;
    const id =
      block?.start.type === 'reasoning' && block.start.id !== undefined ? { id: block.start.id } : {};
    return value === '' ? '' : line({ type: 'thinking', value, ...id });
  }

  #end(number: number): string {
    const block = this.#blocks.get(number);
    this.#blocks.delete(number);
    if (block === undefined) return '';
    const { start, text, signature } = block;
    if (start.type === 'reasoning') {
      const seal = signature === undefined ? '' : line(thinkingSeal({ signature, id: start.id, text }));
      return seal + line(thinkingDone);
    }
    return start.type === 'toolCall' ? line(encodeCall(start, text, signature)) : '';
  }

  #endAll(): string {
    return [...this.#blocks.keys()].map((number) => this.#end(number)).join('');
  }
}

/** A call as a part; its signature travels in its id, as VS Code keeps ids in calls and results alike. Throws `provider_error`. */
export function encodeCall(
  { id, name }: { readonly id: string; readonly name: string },
  json: string,
  signature: Signature | undefined,
): JsonObject {
  const input = json.trim() === '' ? {} : parseObject(json);
  if (input !== undefined) {
    const callId = signature === undefined ? id : toMessagesToolId(id, signature);
    return { type: 'toolCall', callId, name, input };
  }
  throw new GatewayError(
    'provider_error',
    `The model called the tool ${name} with arguments that are no JSON object.`,
  );
}

function line(value: JsonObject): string {
  return `${JSON.stringify(value)}\n`;
}
