import { randomUUID } from 'node:crypto';
import type { BlockStart, Citation, StreamEvent } from '../exchange.ts';
import { asString, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { PartialArguments } from './partialArguments.ts';
import { fromThoughtSignature } from './signatures.ts';

interface OpenBlock {
  readonly number: number;
  readonly type: 'text' | 'reasoning';
  signed: boolean;
  text: string;
}

interface OpenCall {
  readonly number: number;
  readonly arguments: PartialArguments;
}

/**
 * Makes blocks of a candidate's parts, streamed or whole. Text and thoughts go on in the block that is open; a signed part ends
 * its block, as Google wants signed parts back as they were; a call is whole at once, or comes in pieces.
 */
export class CandidateBlocks {
  #next = 0;
  #open: OpenBlock | undefined;
  #call: OpenCall | undefined;
  #sawToolCall = false;

  get sawToolCall(): boolean {
    return this.#sawToolCall;
  }

  /** The text of the block that is open, for citations; undefined when none is. */
  get openText(): string | undefined {
    return this.#open?.type === 'text' ? this.#open.text : undefined;
  }

  /** The events of one part. */
  part(part: JsonValue, logprobs?: JsonValue): StreamEvent[] {
    if (!isObject(part)) return [];
    const signature = asString(part.thoughtSignature) ?? '';
    if (typeof part.text === 'string') {
      const type = part.thought === true ? 'reasoning' : 'text';
      return this.#text(type, part.text, signature, logprobs);
    }
    if (isObject(part.functionCall)) return this.#functionCall(part.functionCall, signature);
    // Media of the model's own, code that it ran: nothing but a Gemini client can read them.
    return Object.keys(part).length === 0
      ? []
      : this.#whole({ type: 'opaque', format: 'gemini', value: part });
  }

  /** Citations stand in the text that is open. */
  citations(citations: readonly Citation[]): StreamEvent[] {
    const block = this.#open?.type === 'text' ? this.#open.number : undefined;
    if (block === undefined) return [];
    return citations.map((citation) => ({ type: 'citation', block, citation }));
  }

  /** Ends whatever is open. */
  endAll(): StreamEvent[] {
    return [...this.#endCall(), ...this.#endOpen()];
  }

  #text(
    type: OpenBlock['type'],
    text: string,
    signature: string,
    logprobs: JsonValue | undefined,
  ): StreamEvent[] {
    // The signature of a streamed answer comes alone, behind the text that it belongs to.
    if (text === '') return signature === '' ? [] : this.#sign(signature);
    const events: StreamEvent[] = [];
    if (this.#open?.type !== type || this.#open.signed) events.push(...this.#start(type));
    const open = this.#open;
    if (open === undefined) return events;
    open.text += text;
    if (type === 'reasoning') events.push({ type: 'reasoningDelta', block: open.number, text });
    else
      events.push({
        type: 'textDelta',
        block: open.number,
        text,
        ...(logprobs === undefined ? {} : { logprobs }),
      });
    return signature === '' ? events : [...events, ...this.#sign(signature)];
  }

  #start(type: OpenBlock['type']): StreamEvent[] {
    const events = this.endAll();
    this.#open = { number: this.#next++, type, signed: false, text: '' };
    return [...events, { type: 'blockStart', block: this.#open.number, content: { type } }];
  }

  #sign(signature: string): StreamEvent[] {
    const open = this.#open;
    if (open === undefined || open.signed) return [];
    open.signed = true;
    return [{ type: 'signature', block: open.number, signature: fromThoughtSignature(signature).signature }];
  }

  #functionCall(call: JsonObject, signature: string): StreamEvent[] {
    const name = asString(call.name) ?? '';
    const args = isObject(call.args) ? call.args : {};
    const events: StreamEvent[] = [];
    if (name !== '') {
      events.push(...this.endAll(), ...this.#startCall(name, asString(call.id) ?? '', signature));
    }
    const current = this.#call;
    if (current === undefined) return events;
    current.arguments.merge(args);
    current.arguments.addAll(call.partialArgs);
    return call.willContinue === true ? events : [...events, ...this.#endCall()];
  }

  #startCall(name: string, id: string, signature: string): StreamEvent[] {
    const number = this.#next++;
    this.#call = { number, arguments: new PartialArguments() };
    this.#sawToolCall = true;
    const content: BlockStart = { type: 'toolCall', id: id === '' ? newCallId() : id, name };
    const start: StreamEvent = { type: 'blockStart', block: number, content };
    if (signature === '') return [start];
    return [
      start,
      { type: 'signature', block: number, signature: fromThoughtSignature(signature).signature },
    ];
  }

  #endCall(): StreamEvent[] {
    const call = this.#call;
    if (call === undefined) return [];
    this.#call = undefined;
    return [
      { type: 'argumentsDelta', block: call.number, json: call.arguments.json },
      { type: 'blockEnd', block: call.number },
    ];
  }

  #endOpen(): StreamEvent[] {
    const open = this.#open;
    this.#open = undefined;
    return open === undefined ? [] : [{ type: 'blockEnd', block: open.number }];
  }

  #whole(content: BlockStart): StreamEvent[] {
    const ended = this.endAll();
    const block = this.#next++;
    return [...ended, { type: 'blockStart', block, content }, { type: 'blockEnd', block }];
  }
}

/** Gemini gives many calls no id; results are matched to calls by one. */
function newCallId(): string {
  return `call_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
}
